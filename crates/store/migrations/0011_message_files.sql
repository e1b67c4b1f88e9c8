-- Galleries read messages that have files and no others. Led by the conversation alone, whose id is its own in the whole
-- installation, so that no engine prefers the key of the whole thread.
CREATE INDEX message_files ON message (conversation, at, id) WHERE parts LIKE '%"attachments":[{%';
