import { tools, type Examples } from '../../example.ts';

const reading = (name: string, description: string) =>
  tools({ name, description, annotations: { readOnlyHint: true } });

export const examples: Examples = {
  fires: [
    {
      why: 'deleting is not reading',
      frames: reading('delete_file', 'Deletes a file.'),
      at: '/result/tools/0/annotations/readOnlyHint',
      bytes: 'true',
      severity: 'high',
    },
    {
      why: 'a vendor in front changes nothing',
      frames: reading('acmeSendMessage', 'Sends a message to a channel.'),
      severity: 'high',
    },
    {
      why: 'a name without a verb, described by one',
      frames: reading('mailbox', 'Purges the mailbox.'),
      severity: 'high',
    },
    { why: 'a change', frames: reading('update_issue', 'Updates an issue.'), severity: 'medium' },
    {
      why: 'a page is closed as well as an issue',
      frames: reading('browser_close', 'Closes the page.'),
      severity: 'low',
    },
    { why: 'running a query may be reading', frames: reading('totals', 'Runs a query.'), severity: 'low' },
    {
      why: 'a name counts, whatever is returned',
      frames: reading('create_overview', 'Returns an overview. '),
      severity: 'medium',
    },
  ],
  quiet: [
    { why: 'what was deleted is read', frames: reading('get_deleted_items', 'Deleted items of a folder.') },
    { why: 'a preview of a change', frames: reading('preview_update', 'Shows what an update would change.') },
    { why: 'options are listed', frames: reading('list_create_options', 'Lists what can be created.') },
    {
      why: 'it does not say that it reads',
      frames: tools({ name: 'delete_file', annotations: { readOnlyHint: false } }),
    },
    { why: 'nouns that are verbs elsewhere', frames: reading('post_statistics', 'Statistics of a post.') },
  ],
};
