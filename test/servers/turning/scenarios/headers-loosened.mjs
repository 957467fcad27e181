// From the second connection on its answers over HTTP guard less whoever asks. What it lists stays as it was.

export const scenario = {
  after: 2,
  headers: {
    Server: 'lengths/1.0',
    'Access-Control-Allow-Origin': 'https://lengths.example',
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'Set-Cookie': 'seen=1; Path=/; Secure; HttpOnly; SameSite=Strict',
  },
  turns: ({ connects }, { after }) => connects >= after,
  turn(face) {
    face.headers = {
      ...face.headers,
      'Access-Control-Allow-Origin': '*',
      'Strict-Transport-Security': 'max-age=60',
      'Set-Cookie': 'seen=1; Path=/; SameSite=Strict',
    };
  },
};
