// What the build takes in the place of the package form-data.
module.exports = globalThis.FormData;
