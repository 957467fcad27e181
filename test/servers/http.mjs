// Starts a node:http server for the servers in these folders: a port by argument, environment or chance,
// and the address printed once it listens.
import { createServer } from 'node:http';
import { option } from './stdio.mjs';

/** `--port=N` or PORT, else a free one, where none is given. Prints `http://127.0.0.1:PORT<path>`. */
export async function serve(path, handle, given) {
  const server = createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  const port = given ?? option('port', Number(process.env.PORT ?? 0));
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  console.log(`http://127.0.0.1:${server.address().port}${path}`);
}
