/** The tool of that name on a face; scenarios change it in place. */
export function itemOf({ tools }, name) {
  const found = tools.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`There is no tool ${name} to turn`);
  return found;
}
