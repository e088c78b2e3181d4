// What the build takes in the place of the package form-data: Node's own is loaded when it is asked for, and nobody asks.
module.exports = undefined;
