/** What a client gets that came to the wrong door: a page with status 200. Assumed: what is on it. */
export const LOGIN_PAGE = `<!DOCTYPE html>
<html lang="en">
<head><title>ConnectWise</title></head>
<body><form method="post" action="/login"><label>Company <input name="CompanyName"></label></form></body>
</html>
`;
