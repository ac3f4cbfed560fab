/** The passwords guessed first. Only those of eight characters and more: shorter ones are refused anyway. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 password password1 password12 password123 passw0rd p@ssw0rd p@ssword qwertyui qwerty123
  qwertyuiop 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsxedc asdfghjkl zxcvbnm1 iloveyou iloveyou1 11111111 00000000 12341234
  87654321 987654321 abcd1234 abc12345 abcdefgh a1b2c3d4 admin123 administrator letmein1 letmein123 welcome1 welcome123
  sunshine princess football baseball superman starwars trustno1 whatever dragon123 monkey123 master123 michael1
  jennifer computer internet changeme changeme1 secret123 test1234 testtest qweasdzxc 88888888 66666666 12121212
  69696969 123123123 147258369 1234qwer q1w2e3r4 samsung1 pokemon1 charlie1 liverpool chelsea1 jordan23 football1
  baseball1 princess1 sunshine1 superman1 default1 guest123 password! password1! welcome1! qwerty12 asdf1234 asdfasdf
  zaq12wsx passwort passwort1 motdepasse contraseña contrasena wachtwoord hunter22 correcthorse`
    .split(/\s+/)
    .filter((word) => word.length >= 8),
);
