-- What deleting by age looks at, without reading what stays.

-- Where else somebody has shown a file of theirs: within a day, and of messages with files only. Led by the author alone, whose
-- id is its own in the whole installation.
CREATE INDEX message_author_files ON message (author_id, at) WHERE parts LIKE '%"attachments":[{%';
-- What still needs somebody before its conversation may go.
CREATE INDEX delivery_unsettled ON delivery (tenant, conversation) WHERE state = 'queued' OR state = 'dead' OR state = 'in_doubt';
-- Who was named by notes that go.
CREATE INDEX mention_note ON mention (tenant, conversation, seq);
