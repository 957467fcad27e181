// A cache that is spoken to in lines, as memcached and the inline commands of Redis are.
const SPOKEN = /\r?\n/;

export class Cache {
  #values = new Map([['greeting', 'hello']]);

  /** Works on everything that came over the wire, command by command, and says what would be sent back. */
  talk(text) {
    const lines = text.split(SPOKEN);
    const said = [];
    while (lines.length > 0) {
      const [verb = '', key, ...rest] = lines.shift().trim().split(/\s+/);
      if (verb === '') continue;
      said.push(this.#one(verb.toLowerCase(), key, rest, lines));
    }
    return said.join('\r\n');
  }

  #one(verb, key, rest, lines) {
    switch (verb) {
      case 'get': {
        const value = this.#values.get(key);
        return value === undefined ? 'END' : `VALUE ${key} 0 ${value.length}\r\n${value}\r\nEND`;
      }
      case 'set': {
        // memcached: `set key flags time bytes`, and the value in the next line.
        this.#values.set(key, rest.length >= 3 ? (lines.shift() ?? '') : rest.join(' '));
        return 'STORED';
      }
      case 'incr': {
        const value = String(Number(this.#values.get(key) ?? 0) + Number(rest[0] ?? 1));
        this.#values.set(key, value);
        return value;
      }
      case 'delete':
        return this.#values.delete(key) ? 'DELETED' : 'NOT_FOUND';
      default:
        return 'ERROR';
    }
  }
}
