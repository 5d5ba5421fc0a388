-- Documents with versions, folders and a word index. A row of `documents` is a paper as the lawyer
-- thinks of it; each row of `document_versions` is one sealed file, written once and never changed.

CREATE TABLE document_versions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number > 0),
    origin TEXT NOT NULL CHECK (origin IN ('added', 'scan', 'pasted', 'made', 'edited', 'reply')),
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 300),
    media_type TEXT NOT NULL,
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0),
    added_at INTEGER NOT NULL,
    destroyed_at INTEGER,
    UNIQUE (document_id, number)
) STRICT;
CREATE INDEX document_versions_by_content ON document_versions (plain_sha256);

INSERT INTO document_versions (document_id, number, origin, file_name, media_type, warnings,
    plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size, added_at)
SELECT id, 1, CASE kind WHEN 'invoice' THEN 'made' ELSE 'added' END, file_name, media_type, '[]',
    plain_sha256, plain_size, sealed_name, sealed_sha256, sealed_size, added_at FROM documents;
INSERT INTO row_counts (table_name, row_count)
SELECT 'document_versions', count(*) FROM document_versions HAVING count(*) > 0;

CREATE TRIGGER document_versions_cannot_change BEFORE UPDATE ON document_versions
WHEN old.destroyed_at IS NOT NULL OR new.document_id <> old.document_id
    OR new.number <> old.number OR new.plain_sha256 <> old.plain_sha256
    OR new.sealed_name <> old.sealed_name OR new.sealed_sha256 <> old.sealed_sha256
BEGIN SELECT RAISE(ABORT, 'versions of documents cannot change'); END;
CREATE TRIGGER document_versions_cannot_be_deleted BEFORE DELETE ON document_versions
BEGIN SELECT RAISE(ABORT, 'versions of documents cannot be deleted'); END;

CREATE TABLE documents_anew (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'document', 'letter', 'agreement', 'filing',
        'evidence', 'correspondence', 'receipt')),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    folder TEXT NOT NULL CHECK (length(folder) <= 300),
    dated_on TEXT,
    notes TEXT NOT NULL,
    may_be_shared INTEGER NOT NULL CHECK (may_be_shared IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    added_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;
INSERT INTO documents_anew (id, client_id, matter_id, kind, title, folder, dated_on, notes,
    may_be_shared, version, added_at, archived_at)
SELECT id, client_id, matter_id, kind, title, '', NULL, '', 1, 1, added_at, archived_at
FROM documents;
DROP TABLE documents;
ALTER TABLE documents_anew RENAME TO documents;
CREATE INDEX documents_by_matter ON documents (matter_id, added_at);
CREATE INDEX documents_by_client ON documents (client_id, added_at);

CREATE TABLE document_links (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'expense', 'deadline')),
    subject_id INTEGER NOT NULL,
    PRIMARY KEY (document_id, kind, subject_id)
) STRICT, WITHOUT ROWID;

-- What can be found: title and notes of the paper, and the text of its current version.
CREATE TABLE document_texts (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('read', 'empty', 'unreadable', 'too_large')),
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, notes, content = 'documents', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE document_text_words USING fts5 (
    text, content = 'document_texts', content_rowid = 'document_id',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO document_words (document_words) VALUES ('rebuild');
CREATE TRIGGER document_words_after_insert AFTER INSERT ON documents BEGIN
    INSERT INTO document_words (rowid, title, notes) VALUES (new.id, new.title, new.notes);
END;
CREATE TRIGGER document_words_after_update AFTER UPDATE OF title, notes ON documents BEGIN
    INSERT INTO document_words (document_words, rowid, title, notes)
    VALUES ('delete', old.id, old.title, old.notes);
    INSERT INTO document_words (rowid, title, notes) VALUES (new.id, new.title, new.notes);
END;
CREATE TRIGGER document_text_words_after_insert AFTER INSERT ON document_texts BEGIN
    INSERT INTO document_text_words (rowid, text) VALUES (new.document_id, new.text);
END;
CREATE TRIGGER document_text_words_after_update AFTER UPDATE OF text ON document_texts BEGIN
    INSERT INTO document_text_words (document_text_words, rowid, text)
    VALUES ('delete', old.document_id, old.text);
    INSERT INTO document_text_words (rowid, text) VALUES (new.document_id, new.text);
END;
CREATE TRIGGER document_text_words_after_delete AFTER DELETE ON document_texts BEGIN
    INSERT INTO document_text_words (document_text_words, rowid, text)
    VALUES ('delete', old.document_id, old.text);
END;

-- The folder of this computer that scans come from; at most one.
CREATE TABLE scan_folders (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 4000)
) STRICT;
