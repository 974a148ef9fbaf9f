"""The tables of an index. SQLite is the truth; everything else is derived.

`meta` names the format, the generation (one higher with every build that
changed something) and the encoders. A staging database has the same tables,
so that publishing is a copy.
"""

from __future__ import annotations

FORMAT = "6"

# How the lexical index parts and stems text.
TOKENIZE = "porter unicode61 remove_diacritics 2"

DDL = f"""
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,          -- as given to build
    sha256 TEXT,                    -- NULL when the bytes could not be read
    document TEXT,                  -- NULL when the file gave none
    status TEXT NOT NULL,           -- ok, partial, failed
    problems TEXT NOT NULL,         -- JSON list of code, message, page
    stated TEXT NOT NULL,           -- JSON: what options and sheet said of it
    processing TEXT NOT NULL        -- fingerprint of the code that read it
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT, jurisdiction TEXT, date TEXT, language TEXT,
    source TEXT NOT NULL,           -- JSON of the whole Source record
    pages INTEGER,
    text TEXT NOT NULL,
    originals TEXT NOT NULL,        -- JSON list of [offset, character]
    characters TEXT NOT NULL,       -- JSON list of [where, how many]: the text layer's account
    recognised TEXT NOT NULL,       -- JSON list of pages whose text was recognised in a picture
    unusual TEXT NOT NULL,          -- JSON list of [what, how many]: radicals, private use ...
    places TEXT NOT NULL            -- JSON list of [jurisdiction, how far it is its own]
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS blocks (
    document TEXT NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    level INTEGER, number TEXT, trail TEXT NOT NULL, stem INTEGER,
    anchors TEXT NOT NULL, marks TEXT NOT NULL, notes TEXT NOT NULL,
    boxed INTEGER NOT NULL, place TEXT,
    table_number INTEGER,           -- rows of tables only
    cells TEXT,                     -- JSON list, see rows.cells_json
    apparatus TEXT,                 -- contents, references, members, form
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS segments (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    kind TEXT NOT NULL, block INTEGER NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    text TEXT NOT NULL, language TEXT NOT NULL,
    context_start INTEGER NOT NULL, context_stop INTEGER NOT NULL,
    number TEXT, trail TEXT NOT NULL, stem TEXT, page INTEGER, anchors TEXT NOT NULL,
    place TEXT,
    apparatus TEXT                  -- as its block's
);
CREATE INDEX IF NOT EXISTS segments_document ON segments (document);
CREATE INDEX IF NOT EXISTS segments_language ON segments (language, key);

CREATE TABLE IF NOT EXISTS findings (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL, segment TEXT NOT NULL,
    kind TEXT NOT NULL,             -- obligation, definition
    modality TEXT, role TEXT, term TEXT,
    record TEXT NOT NULL            -- JSON of the whole record
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS findings_document ON findings (document);
CREATE INDEX IF NOT EXISTS findings_segment ON findings (segment);

CREATE TABLE IF NOT EXISTS vectors (
    segment INTEGER NOT NULL,       -- segments.key
    encoder TEXT NOT NULL,
    row BLOB NOT NULL,              -- float16, unit length
    PRIMARY KEY (encoder, segment)
) WITHOUT ROWID;

-- Rows of the tokens of a passage, of the one encoder that gives them: see embed/late.py.
CREATE TABLE IF NOT EXISTS token_rows (
    segment INTEGER PRIMARY KEY,    -- segments.key
    rows BLOB NOT NULL              -- int8, one row after the other
);

-- How alike any passage of a language is to any question: see index/background.py.
CREATE TABLE IF NOT EXISTS backgrounds (
    encoder TEXT NOT NULL, language TEXT NOT NULL,
    mean BLOB NOT NULL, covariance BLOB NOT NULL,   -- float32
    PRIMARY KEY (encoder, language)
) WITHOUT ROWID;

-- FTS5 keeps the two columns in the table words_content, as c0 and c1 by id, which is read where
-- there are hundreds of rows: it takes three quarters of the time.
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    text, context, tokenize = "{TOKENIZE}"
);

-- What follows from `words`, empty until an index is published: see index/postings.py.
CREATE TABLE IF NOT EXISTS postings (
    term TEXT PRIMARY KEY,
    keys BLOB NOT NULL, weights BLOB NOT NULL       -- int32, ascending; uint16
);
CREATE TABLE IF NOT EXISTS lengths (
    keys BLOB NOT NULL, tokens BLOB NOT NULL        -- int32: every passage, its words
);
"""

TABLES = ("files", "documents", "blocks", "segments", "findings", "vectors", "words")
