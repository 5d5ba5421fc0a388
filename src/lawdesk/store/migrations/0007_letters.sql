-- Letters and agreements from templates, on the practice's letterhead.

CREATE TABLE letter_templates (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('letter', 'agreement')),
    area TEXT NOT NULL,
    language TEXT NOT NULL CHECK (length(language) = 2),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 200000),
    changed_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;

CREATE TABLE letterhead (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    picture BLOB NOT NULL CHECK (length(picture) <= 2000000), -- empty, or PNG or JPEG as decoded here
    picture_type TEXT NOT NULL CHECK (picture_type IN ('', 'image/png', 'image/jpeg')),
    lines TEXT NOT NULL CHECK (length(lines) <= 1000), -- beside or below the picture
    footer TEXT NOT NULL CHECK (length(footer) <= 1000)
) STRICT;
