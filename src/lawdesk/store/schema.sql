CREATE UNIQUE INDEX a_charge_is_drafted_once ON draft_lines (charge_id)
    WHERE charge_id IS NOT NULL;

CREATE UNIQUE INDEX a_part_of_an_entry_is_drafted_once ON draft_lines (entry_id, part)
    WHERE entry_id IS NOT NULL;

CREATE INDEX account_entries_by_client ON account_entries (
    client_id, booked_on, id, kind, amount_cents, invoice_id, currency);

CREATE INDEX account_entries_by_day ON account_entries (
    booked_on, kind, currency, amount_cents, invoice_id);

CREATE INDEX account_entries_by_invoice ON account_entries (
    invoice_id, kind, amount_cents, booked_on, currency, client_id);

CREATE INDEX account_entries_by_payment ON account_entries (payment_id)
    WHERE payment_id IS NOT NULL;

CREATE UNIQUE INDEX an_expense_is_drafted_once ON draft_lines (expense_id)
    WHERE expense_id IS NOT NULL;

CREATE INDEX audit_records_by_subject ON audit_records (subject, subject_id);

CREATE INDEX billed_time_in_sums ON billed_work (invoice_id, recorded_cents)
    WHERE entry_id IS NOT NULL AND released_by_id IS NULL;

CREATE INDEX billed_work_by_charge ON billed_work (charge_id) WHERE charge_id IS NOT NULL;

CREATE INDEX billed_work_by_entry ON billed_work (entry_id) WHERE entry_id IS NOT NULL;

CREATE INDEX billed_work_by_expense ON billed_work (expense_id) WHERE expense_id IS NOT NULL;

CREATE INDEX billed_work_by_invoice ON billed_work (invoice_id, position, billed_cents);

CREATE INDEX bundle_deliveries_by_bundle ON bundle_deliveries (bundle_id);

CREATE INDEX bundle_documents_by_document ON bundle_documents (document_id);

CREATE INDEX bundle_matters_by_matter ON bundle_matters (matter_id, bundle_id);

CREATE INDEX bundles_by_client ON bundles (client_id, id);

CREATE INDEX client_contacts_by_client ON client_contacts (client_id, kind, position);

CREATE INDEX client_requests_by_matter ON client_requests (matter_id, asked_on);

CREATE INDEX clients_by_name ON clients (name COLLATE NOCASE, id);

CREATE INDEX collections_by_invoice ON collections (invoice_id);

CREATE INDEX dispute_steps_by_dispute ON dispute_steps (dispute_id, id);

CREATE INDEX disputes_by_invoice ON disputes (invoice_id, ended_on, disputed_cents);

CREATE INDEX document_versions_by_content ON document_versions (plain_sha256);

CREATE INDEX documents_by_client ON documents (client_id, added_at);

CREATE INDEX documents_by_matter ON documents (matter_id, added_at);

CREATE INDEX draft_lines_by_draft ON draft_lines (draft_id, position);

CREATE INDEX draft_lines_merged ON draft_lines (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX expenses_by_matter ON expenses (matter_id, spent_on) WHERE deleted_at IS NULL;

CREATE INDEX fee_agreements_by_matter ON fee_agreements (matter_id, valid_from);

CREATE INDEX fixed_charges_by_matter ON fixed_charges (matter_id);

CREATE INDEX given_updates ON updates (matter_id, given_on) WHERE given_on IS NOT NULL;

CREATE INDEX interest_charges_by_invoice ON interest_charges (invoice_id, charged_until);

CREATE INDEX invoice_deliveries_by_invoice ON invoice_deliveries (invoice_id, delivered_on);

CREATE INDEX issued_invoices_by_client ON issued_invoices (client_id);

CREATE INDEX issued_invoices_by_correction ON issued_invoices (corrects_id)
    WHERE corrects_id IS NOT NULL;

CREATE INDEX issued_invoices_by_day ON issued_invoices (issued_on, id);

CREATE INDEX issued_invoices_by_due_day ON issued_invoices (due_on, id, kind, client_id);

CREATE INDEX issued_invoices_by_matter ON issued_invoices (matter_id);

CREATE INDEX issued_invoices_by_policy ON issued_invoices (policy_id);

CREATE INDEX issued_invoices_by_split ON issued_invoices (split_with_id)
    WHERE split_with_id IS NOT NULL;

CREATE INDEX issued_invoices_in_sums ON issued_invoices (
    issued_on, id, kind, currency, net_cents, total_cents);

CREATE INDEX issued_lines_beside_fees ON issued_lines (invoice_id, kind, base, amount_cents)
    WHERE kind NOT IN ('time', 'fixed') AND part = 'invoice';

CREATE UNIQUE INDEX letter_drafts_without_matter ON letter_drafts (client_id)
WHERE matter_id IS NULL;

CREATE INDEX matter_budgets_by_matter ON matter_budgets (matter_id, id);

CREATE INDEX matters_by_client ON matters (client_id);

CREATE INDEX matters_by_title ON matters (title COLLATE NOCASE, id);

CREATE INDEX messages_by_client ON messages (client_id, happened_on, id);

CREATE INDEX messages_by_matter ON messages (matter_id, happened_on, id);

CREATE INDEX messages_to_clients ON messages (matter_id, happened_on)
    WHERE direction <> 'in' AND deleted_at IS NULL;

CREATE UNIQUE INDEX one_bundle_per_number ON bundles (client_id, number) WHERE number > 0;

CREATE UNIQUE INDEX one_charge_per_occasion ON fixed_charges (agreement_id, occasion)
    WHERE agreement_id IS NOT NULL AND deleted_at IS NULL;

CREATE UNIQUE INDEX one_clock_runs ON time_entries (clock) WHERE clock = 'running';

CREATE UNIQUE INDEX one_open_interval_per_entry ON time_intervals (entry_id)
    WHERE ended_at IS NULL;

CREATE UNIQUE INDEX one_policy_per_reach_and_version ON billing_policies (
    coalesce(client_id, 0), coalesce(matter_id, 0), version
);

CREATE UNIQUE INDEX one_rate_per_reach_and_day ON rates (
    coalesce(matter_id, 0), coalesce(client_id, 0), coalesce(activity_code, ''), valid_from
) WHERE stands;

CREATE UNIQUE INDEX one_standing_passphrase_per_client ON standing_words (client_id)
    WHERE ended_on IS NULL;

CREATE INDEX open_client_requests ON client_requests (due_on) WHERE closed_on IS NULL;

CREATE INDEX open_dispute_steps ON dispute_steps (due_on) WHERE done_on IS NULL;

CREATE INDEX open_replies ON replies (received_at) WHERE closed_at IS NULL;

CREATE INDEX open_retainer_requests ON retainer_requests (matter_id) WHERE settled_on IS NULL;

CREATE INDEX parked_clocks ON time_entries (clock) WHERE clock = 'parked';

CREATE INDEX payment_plan_invoices_by_invoice ON payment_plan_invoices (invoice_id);

CREATE INDEX payment_plans_by_client ON payment_plans (client_id);

CREATE INDEX payments_by_client ON payments (client_id, received_on, id);

CREATE INDEX payments_by_day ON payments (received_on, id, kind, currency, amount_cents);

CREATE INDEX policy_acceptances_by_client ON policy_acceptances (client_id);

CREATE INDEX reminder_deliveries_by_reminder ON reminder_deliveries (reminder_id);

CREATE INDEX reminder_pauses_by_invoice ON reminder_pauses (invoice_id, id, paused_until);

CREATE INDEX standing_words_by_client ON standing_words (client_id, id);

CREATE INDEX time_entries_by_activity ON time_entries (activity_code, worked_on, raw_seconds,
    billed_units, unit_seconds, amount_cents, charge, clock) WHERE deleted_at IS NULL;

CREATE INDEX time_entries_by_day ON time_entries (worked_on, id, matter_id, raw_seconds,
    billed_units, unit_seconds, amount_cents, invoice_id, clock, charge) WHERE deleted_at IS NULL;

CREATE INDEX time_entries_by_invoice ON time_entries (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE INDEX time_entries_by_matter ON time_entries (
    matter_id, worked_on, id, raw_seconds, billed_units, unit_seconds, amount_cents, charge, clock
) WHERE deleted_at IS NULL;

CREATE INDEX time_entries_continued ON time_entries (continues_entry_id)
    WHERE continues_entry_id IS NOT NULL;

CREATE INDEX time_intervals_by_end ON time_intervals (ended_at);

CREATE INDEX time_intervals_by_entry ON time_intervals (entry_id, started_at);

CREATE INDEX unbilled_charges ON fixed_charges (matter_id, earned_on, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL;

CREATE INDEX unbilled_expenses ON expenses (matter_id, spent_on, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL;

CREATE INDEX unbilled_time ON time_entries (matter_id, worked_on, raw_seconds, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL AND clock = 'stopped';

CREATE INDEX undecided_intervals ON time_intervals (standing) WHERE standing = 'undecided';

CREATE INDEX updates_by_bundle ON updates (bundle_id) WHERE bundle_id IS NOT NULL;

CREATE INDEX updates_by_matter ON updates (matter_id, dated_on, id);

CREATE INDEX write_offs_by_invoice ON write_offs (invoice_id);

CREATE TABLE account_entries (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    booked_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'payment', 'reversal',
        'refund', 'allocation', 'write_off')),
    amount_cents INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    payment_id INTEGER REFERENCES payments (id) ON DELETE RESTRICT,
    credit_note_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    write_off_id INTEGER REFERENCES write_offs (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_records (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TABLE billed_work (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    expense_id INTEGER REFERENCES expenses (id) ON DELETE RESTRICT,
    charge_id INTEGER REFERENCES fixed_charges (id) ON DELETE RESTRICT,
    recorded_cents INTEGER NOT NULL,
    billed_cents INTEGER NOT NULL,
    released_by_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT one_kind_of_work CHECK (
        (entry_id IS NOT NULL) + (expense_id IS NOT NULL) + (charge_id IS NOT NULL) = 1)
) STRICT;

CREATE TABLE billing_policies (
    id INTEGER PRIMARY KEY,
    client_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL CHECK (version > 0),
    valid_from TEXT NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    created_at INTEGER NOT NULL,
    ended_on TEXT,
    CONSTRAINT a_policy_has_one_reach CHECK (client_id IS NULL OR matter_id IS NULL)
) STRICT;

CREATE TABLE bundle_deliveries (
    id INTEGER PRIMARY KEY,
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
, person TEXT NOT NULL DEFAULT '', words_channel TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE bundle_documents (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    PRIMARY KEY (bundle_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_invoices (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, invoice_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_matters (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, matter_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_requests (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    request_id INTEGER NOT NULL REFERENCES client_requests (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, request_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_terms (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    policy_id INTEGER NOT NULL REFERENCES billing_policies (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_updates (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    update_id INTEGER NOT NULL,
    position INTEGER NOT NULL, -- of its words in the bundle, from 0
    PRIMARY KEY (bundle_id, update_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "bundles" (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number >= 0), -- 0: a test bundle, outside the series
    format TEXT NOT NULL CHECK (format IN ('html', 'pdf', 'zip')),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    letter TEXT NOT NULL,
    contents TEXT NOT NULL CHECK (json_valid(contents)), -- the manifest, without papers' bytes
    words_kind TEXT NOT NULL CHECK (words_kind IN ('fresh', 'standing', 'test')),
    reply_key BLOB CHECK (length(reply_key) = 32), -- P-256 scalar, big-endian
    reply_token BLOB CHECK (length(reply_token) = 32),
    made_on TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    opened_on TEXT,
    opened_how TEXT CHECK (opened_how IN ('told', 'reply')),
    CONSTRAINT an_answer_needs_key_and_token CHECK ((reply_key IS NULL) = (reply_token IS NULL))
) STRICT;

CREATE TABLE client_contacts (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('address', 'mail', 'phone')),
    label TEXT NOT NULL,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 1000),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE client_requests (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    wants TEXT NOT NULL CHECK (wants IN ('papers', 'answer')),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    detail TEXT NOT NULL CHECK (length(detail) <= 5000),
    asked_on TEXT NOT NULL,
    due_on TEXT,
    closed_on TEXT,
    outcome TEXT CHECK (outcome IN ('done', 'withdrawn')),
    answer TEXT NOT NULL CHECK (length(answer) <= 20000),
    recorded_at INTEGER NOT NULL,
    CONSTRAINT a_closed_request_has_an_outcome CHECK ((closed_on IS NULL) = (outcome IS NULL))
) STRICT;

CREATE VIRTUAL TABLE client_words USING fts5 (
    name, contact_person, reference, content = 'clients', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'client_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'client_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'client_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'client_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE clients (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 300),
    contact_person TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    language TEXT NOT NULL,
    reference TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    invoice_wishes TEXT NOT NULL,
    notes TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    handed_over_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    collector TEXT NOT NULL CHECK (length(trim(collector)) BETWEEN 1 AND 300),
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE commits (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    commit_count INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE dispute_steps (
    id INTEGER PRIMARY KEY,
    dispute_id INTEGER NOT NULL REFERENCES disputes (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('received', 'acknowledge', 'explain', 'offer',
        'programme_notice', 'note', 'resolved', 'escalated')),
    due_on TEXT,
    done_on TEXT,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE disputes (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    received_on TEXT NOT NULL,
    disputed_cents INTEGER NOT NULL CHECK (disputed_cents > 0),
    reason TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 2000),
    line_positions TEXT NOT NULL CHECK (json_valid(line_positions)),
    recorded_at INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('uphold', 'adjust', 'write_off')),
    ended_on TEXT,
    outcome_note TEXT NOT NULL,
    CONSTRAINT an_ended_dispute_has_an_outcome CHECK ((ended_on IS NULL) = (outcome IS NULL))
) STRICT;

CREATE TABLE document_links (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'expense', 'deadline')),
    subject_id INTEGER NOT NULL,
    PRIMARY KEY (document_id, kind, subject_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_text_words USING fts5 (
    text, content = 'document_texts', content_rowid = 'document_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'document_text_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'document_text_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'document_text_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'document_text_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE document_texts (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('read', 'empty', 'unreadable', 'too_large')),
    text TEXT NOT NULL
) STRICT;

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

CREATE VIRTUAL TABLE document_words USING fts5 (
    title, notes, content = 'documents', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'document_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'document_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'document_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'document_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE "documents" (
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

CREATE TABLE "draft_lines" (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE RESTRICT,
    entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    expense_id INTEGER REFERENCES expenses (id) ON DELETE RESTRICT,
    charge_id INTEGER REFERENCES fixed_charges (id) ON DELETE RESTRICT,
    part INTEGER NOT NULL DEFAULT 1 CHECK (part > 0),
    part_units INTEGER CHECK (part_units > 0),
    position INTEGER NOT NULL,
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    write_down_cents INTEGER NOT NULL DEFAULT 0 CHECK (write_down_cents >= 0),
    reason TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL,
    merged_into_id INTEGER REFERENCES draft_lines (id), -- no action: it is refused all the same
    payer_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    CONSTRAINT one_kind_of_work CHECK (
        (entry_id IS NOT NULL) + (expense_id IS NOT NULL) + (charge_id IS NOT NULL) = 1),
    -- The first part of an entry has the units that the other parts leave.
    CONSTRAINT only_later_parts_have_units CHECK ((part = 1) = (part_units IS NULL))
) STRICT;

CREATE TABLE draft_payers (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    share_ppm INTEGER CHECK (share_ppm BETWEEN 0 AND 1000000),
    fixed_cents INTEGER CHECK (fixed_cents >= 0),
    is_rest INTEGER NOT NULL CHECK (is_rest IN (0, 1)),
    masks_narrative INTEGER NOT NULL CHECK (masks_narrative IN (0, 1)),
    consent TEXT NOT NULL,
    UNIQUE (draft_id, client_id)
) STRICT;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL UNIQUE REFERENCES matters (id) ON DELETE RESTRICT,
    work_from TEXT,
    work_until TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    intro TEXT NOT NULL,
    tax_category TEXT NOT NULL,
    payment_days INTEGER NOT NULL CHECK (payment_days BETWEEN 0 AND 365),
    created_at INTEGER NOT NULL
, discount TEXT CHECK (discount IS NULL OR json_valid(discount)), applies_credit INTEGER NOT NULL DEFAULT 1
    CHECK (applies_credit IN (0, 1)), shows_reductions INTEGER NOT NULL DEFAULT 1
    CHECK (shows_reductions IN (0, 1)), cover_letter TEXT NOT NULL DEFAULT '', payment_note TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE expenses (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    spent_on TEXT NOT NULL CHECK (spent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('own', 'pass_through')),
    quantity_thousandths INTEGER NOT NULL CHECK (quantity_thousandths BETWEEN 1 AND 1000000000),
    unit TEXT NOT NULL CHECK (unit IN ('items', 'pages', 'km')),
    unit_price_cents INTEGER NOT NULL CHECK (unit_price_cents BETWEEN 0 AND 10000000000),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 0 AND 10000000000000),
    wording TEXT NOT NULL CHECK (length(trim(wording)) BETWEEN 1 AND 2000),
    code TEXT,
    tax_category TEXT NOT NULL,
    charge TEXT NOT NULL CHECK (charge IN ('billable', 'no_charge')),
    receipt_document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CONSTRAINT only_standing_expenses_are_billed CHECK (invoice_id IS NULL OR deleted_at IS NULL)
) STRICT;

CREATE TABLE fee_agreements (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    agreed_on TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_on TEXT
) STRICT;

CREATE TABLE fixed_charges (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    agreement_id INTEGER REFERENCES fee_agreements (id) ON DELETE RESTRICT,
    occasion TEXT NOT NULL,
    earned_on TEXT NOT NULL,
    wording TEXT NOT NULL CHECK (length(trim(wording)) BETWEEN 1 AND 2000),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 0 AND 10000000000000),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT only_standing_charges_are_billed CHECK (invoice_id IS NULL OR deleted_at IS NULL)
) STRICT;

CREATE TABLE heartbeats (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    beat_at INTEGER NOT NULL,
    utc_offset_seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE instalments (
    plan_id INTEGER NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE interest_charges (
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    charged_until TEXT, -- NULL where only reminder fees were charged
    interest_cents INTEGER NOT NULL CHECK (interest_cents >= 0),
    lump_sum_cents INTEGER NOT NULL CHECK (lump_sum_cents >= 0),
    fee_cents INTEGER NOT NULL CHECK (fee_cents >= 0)
) STRICT;

CREATE TABLE invoice_deliveries (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'post', 'bundle', 'in_person', 'other')),
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invoice_pdfs (
    invoice_id INTEGER PRIMARY KEY REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE issued_invoices (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    series TEXT NOT NULL,
    number_in_series INTEGER NOT NULL CHECK (number_in_series > 0),
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    issued_on TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    due_on TEXT NOT NULL CHECK (due_on >= issued_on),
    period_from TEXT,
    period_to TEXT,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    locale TEXT NOT NULL,
    country TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    sender_name TEXT NOT NULL,
    sender_title TEXT NOT NULL,
    sender_address TEXT NOT NULL,
    sender_contact TEXT NOT NULL,
    sender_tax TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    matter_number TEXT NOT NULL,
    matter_title TEXT NOT NULL,
    client_reference TEXT NOT NULL,
    intro TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    account_holder TEXT NOT NULL,
    account_number TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    payment_text TEXT NOT NULL,
    payment_qr TEXT,
    rounding_text TEXT NOT NULL,
    question_text TEXT NOT NULL,
    layout_version INTEGER NOT NULL,
    net_cents INTEGER NOT NULL,
    tax_cents INTEGER NOT NULL,
    total_cents INTEGER NOT NULL, kind TEXT NOT NULL DEFAULT 'invoice'
    CHECK (kind IN ('invoice', 'credit_note', 'interest_note')), corrects_id INTEGER
    REFERENCES issued_invoices (id) ON DELETE RESTRICT, corrects_number TEXT NOT NULL DEFAULT '', corrects_issued_on TEXT, reason TEXT NOT NULL DEFAULT '', policy_id INTEGER
    REFERENCES billing_policies (id) ON DELETE RESTRICT, policy_text TEXT NOT NULL DEFAULT '', split_with_id INTEGER
    REFERENCES issued_invoices (id) ON DELETE RESTRICT, share_text TEXT NOT NULL DEFAULT '', retainer TEXT CHECK (retainer IS NULL OR json_valid(retainer)), cover_letter TEXT NOT NULL DEFAULT '', cap_counted_cents INTEGER NOT NULL DEFAULT 0, paid_cents INTEGER NOT NULL DEFAULT 0
    CHECK (paid_cents >= 0), letterhead_id INTEGER
    REFERENCES letterheads (id) ON DELETE RESTRICT,
    UNIQUE (series, number_in_series),
    CONSTRAINT total_is_net_plus_tax CHECK (total_cents = net_cents + tax_cents)
) STRICT;

CREATE TABLE "issued_lines" (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('invoice', 'time_sheet')),
    kind TEXT NOT NULL CHECK (kind IN ('time', 'expense', 'pass_through', 'fixed', 'discount',
        'cap', 'share', 'interest', 'fee')),
    worked_on TEXT,
    wording TEXT NOT NULL,
    units INTEGER NOT NULL,
    unit_seconds INTEGER NOT NULL,
    rate_cents_per_hour INTEGER NOT NULL,
    quantity_thousandths INTEGER NOT NULL,
    quantity_unit TEXT NOT NULL,
    unit_price_cents INTEGER NOT NULL,
    recorded_cents INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    is_covered INTEGER NOT NULL CHECK (is_covered IN (0, 1)),
    shows_reduction INTEGER NOT NULL CHECK (shows_reduction IN (0, 1)),
    reason TEXT NOT NULL,
    base TEXT NOT NULL CHECK (base IN ('fees', 'all')),
    segment TEXT CHECK (segment IS NULL OR json_valid(segment)),
    corrects_position INTEGER,
    tax_category TEXT NOT NULL,
    tax_rate_ppm INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position),
    CONSTRAINT no_charge_costs_nothing
        CHECK ((no_charge = 0 AND is_covered = 0) OR amount_cents = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE issued_payments (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    wording TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE issued_taxes (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    category TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL,
    net_cents INTEGER NOT NULL,
    tax_cents INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_drafts (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER UNIQUE REFERENCES matters (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('letter', 'agreement')),
    dated_on TEXT NOT NULL,
    recipient TEXT NOT NULL CHECK (length(recipient) <= 2000),
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    text TEXT NOT NULL CHECK (length(text) <= 200000),
    closing TEXT NOT NULL CHECK (length(closing) <= 2000),
    changed_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE letterheads (
    id INTEGER PRIMARY KEY,
    picture BLOB NOT NULL CHECK (length(picture) <= 2000000), -- as encoded anew here, or empty
    picture_width INTEGER NOT NULL CHECK (picture_width BETWEEN 0 AND 4000), -- in pixels
    picture_height INTEGER NOT NULL CHECK (picture_height BETWEEN 0 AND 4000),
    lines TEXT NOT NULL CHECK (length(lines) <= 1000), -- below the picture
    footer TEXT NOT NULL CHECK (length(footer) <= 1000),
    made_at INTEGER NOT NULL,
    CHECK ((length(picture) = 0) = (picture_width = 0)),
    CHECK ((length(picture) = 0) = (picture_height = 0))
) STRICT;

CREATE TABLE matter_budgets (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    budget_seconds INTEGER CHECK (budget_seconds > 0),
    budget_cents INTEGER CHECK (budget_cents > 0),
    set_on TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE matter_words USING fts5 (
    number, title, area, reference, content = 'matters', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'matter_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'matter_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'matter_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'matter_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE matters (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE CHECK (length(trim(number)) BETWEEN 1 AND 60),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    area TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'waiting', 'closed')),
    opened_on TEXT NOT NULL CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    closed_on TEXT,
    reference TEXT NOT NULL,
    description TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL
, update_interval_days INTEGER NOT NULL DEFAULT 30
    CHECK (update_interval_days BETWEEN 0 AND 366), sensitivity TEXT NOT NULL DEFAULT 'ordinary'
    CHECK (sensitivity IN ('ordinary', 'sensitive', 'secret'))) STRICT;

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'mail', 'letter', 'meeting', 'bundle', 'reply',
        'other')),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
    happened_on TEXT NOT NULL,
    person TEXT NOT NULL CHECK (length(person) <= 300),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    agreed TEXT NOT NULL CHECK (length(agreed) <= 5000),
    spent_seconds INTEGER NOT NULL CHECK (spent_seconds BETWEEN 0 AND 360000),
    entry_id INTEGER UNIQUE REFERENCES time_entries (id) ON DELETE RESTRICT,
    bundle_id INTEGER REFERENCES bundles (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL,
    deleted_at INTEGER
, reply_id INTEGER REFERENCES replies (id) ON DELETE RESTRICT) STRICT;

CREATE TABLE number_gaps (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'interest_note')),
    scope TEXT NOT NULL,
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    last_number INTEGER NOT NULL CHECK (last_number >= first_number),
    explanation TEXT NOT NULL CHECK (length(trim(explanation)) BETWEEN 1 AND 500),
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE "number_series" (
    kind TEXT NOT NULL
        CHECK (kind IN ('invoice', 'credit_note', 'interest_note', 'matter', 'bundle')),
    scope TEXT NOT NULL,
    last_number INTEGER NOT NULL CHECK (last_number >= 0),
    last_on TEXT NOT NULL,
    PRIMARY KEY (kind, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_plan_invoices (
    plan_id INTEGER NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    PRIMARY KEY (plan_id, invoice_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_plans (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    agreed_on TEXT NOT NULL,
    grace_days INTEGER CHECK (grace_days BETWEEN 0 AND 365),
    note TEXT NOT NULL,
    after_entry_id INTEGER NOT NULL, -- what the account booked after this row counts for the plan
    recorded_at INTEGER NOT NULL,
    ended_on TEXT
) STRICT;

CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'reversal', 'refund')),
    received_on TEXT NOT NULL,
    value_on TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('transfer', 'cheque', 'card', 'cash',
        'direct_debit', 'trust', 'other')),
    reference TEXT NOT NULL,
    payer TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount_cents INTEGER NOT NULL,
    reverses_id INTEGER UNIQUE REFERENCES payments (id) ON DELETE RESTRICT,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    CONSTRAINT a_payment_comes_in CHECK ((kind = 'payment') = (amount_cents > 0)),
    CONSTRAINT only_a_reversal_reverses CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
) STRICT;

CREATE TABLE phrases (
    id INTEGER PRIMARY KEY,
    wording TEXT NOT NULL UNIQUE COLLATE NOCASE,
    used_count INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE policy_acceptances (
    id INTEGER PRIMARY KEY,
    policy_id INTEGER NOT NULL REFERENCES billing_policies (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    accepted_on TEXT NOT NULL,
    how TEXT NOT NULL CHECK (length(trim(how)) BETWEEN 1 AND 300),
    recorded_at INTEGER NOT NULL,
    UNIQUE (policy_id, client_id)
) STRICT;

CREATE TABLE practice (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id TEXT NOT NULL,
    is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
    title TEXT NOT NULL,
    address TEXT NOT NULL,
    mail TEXT NOT NULL,
    phone TEXT NOT NULL,
    tax_number TEXT NOT NULL,
    vat_id TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    account_holder TEXT NOT NULL,
    account_number TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    locale TEXT NOT NULL,
    language TEXT NOT NULL,
    tax_regime TEXT NOT NULL,
    matter_number_pattern TEXT NOT NULL,
    invoice_number_pattern TEXT NOT NULL,
    day_goal_seconds INTEGER NOT NULL CHECK (day_goal_seconds BETWEEN 0 AND 86400),
    idle_lock_minutes INTEGER NOT NULL CHECK (idle_lock_minutes BETWEEN 1 AND 120),
    theme TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    created_at INTEGER NOT NULL
, credit_note_number_pattern TEXT NOT NULL DEFAULT 'CN-{YYYY}-{0000}', interest_note_number_pattern TEXT NOT NULL
    DEFAULT 'IN-{YYYY}-{0000}', sales_tax_ppm INTEGER NOT NULL DEFAULT 0
    CHECK (sales_tax_ppm BETWEEN 0 AND 1000000), reply_folder TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE rates (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    client_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    activity_code TEXT,
    valid_from TEXT NOT NULL,
    cents_per_hour INTEGER NOT NULL CHECK (cents_per_hour BETWEEN 0 AND 100000000)
, stands INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1))) STRICT;

CREATE TABLE refused_files (
    id INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 300),
    reason TEXT NOT NULL,
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0)
) STRICT;

CREATE TABLE reminder_deliveries (
    id INTEGER PRIMARY KEY,
    reminder_id INTEGER NOT NULL REFERENCES reminders (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'post', 'bundle', 'in_person', 'other')),
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reminder_pauses (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    paused_until TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    level INTEGER NOT NULL CHECK (level > 0),
    made_on TEXT NOT NULL,
    is_skipped INTEGER NOT NULL CHECK (is_skipped IN (0, 1)),
    new_deadline_on TEXT,
    asked_cents INTEGER NOT NULL,
    disputed_cents INTEGER NOT NULL,
    fee_cents INTEGER NOT NULL,
    document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL,
    UNIQUE (invoice_id, level)
) STRICT;

CREATE TABLE replies (
    id INTEGER PRIMARY KEY,
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    written_at INTEGER NOT NULL, -- by the client's clock, UTC seconds
    received_at INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL UNIQUE CHECK (length(file_sha256) = 64),
    file_size INTEGER NOT NULL CHECK (file_size > 0),
    closed_at INTEGER,
    UNIQUE (bundle_id, sequence)
) STRICT;

CREATE TABLE reply_files (
    item_id INTEGER PRIMARY KEY REFERENCES reply_items (id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    media_type TEXT NOT NULL, -- by its first bytes, not by what the client's computer said
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0)
) STRICT;

CREATE TABLE reply_items (
    id INTEGER PRIMARY KEY,
    reply_id INTEGER NOT NULL REFERENCES replies (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'answer', 'invoice', 'contact', 'file')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    request_id INTEGER REFERENCES client_requests (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'filed', 'rejected')),
    decided_at INTEGER,
    filed_as TEXT NOT NULL, -- what it became: 'document', 'message', 'request', 'dispute', 'contact'
    filed_id INTEGER,
    UNIQUE (reply_id, position),
    CONSTRAINT a_decision_has_its_moment CHECK ((state = 'waiting') = (decided_at IS NULL))
) STRICT;

CREATE TABLE request_documents (
    request_id INTEGER NOT NULL REFERENCES client_requests (id) ON DELETE RESTRICT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    PRIMARY KEY (request_id, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE retainer_requests (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL UNIQUE REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    requested_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    settled_on TEXT
) STRICT;

CREATE TABLE row_counts (
    table_name TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL
) STRICT;

CREATE TABLE scan_folders (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 4000)
) STRICT;

CREATE TABLE snippets (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('snippet', 'update')),
    area TEXT NOT NULL,
    language TEXT NOT NULL CHECK (length(language) = 2),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    changed_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;

CREATE TABLE standing_words (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    words TEXT NOT NULL CHECK (length(words) BETWEEN 10 AND 400),
    agreed_on TEXT NOT NULL,
    agreed_how TEXT NOT NULL CHECK (length(agreed_how) <= 300),
    ended_on TEXT,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE "time_entries" (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    worked_on TEXT NOT NULL CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    narrative TEXT NOT NULL CHECK (length(narrative) <= 20000),
    activity_code TEXT,
    charge TEXT NOT NULL CHECK (charge IN ('billable', 'no_charge')),
    clock TEXT NOT NULL CHECK (clock IN ('running', 'parked', 'stopped')),
    measured TEXT NOT NULL CHECK (measured IN ('clock', 'typed', 'credited')),
    continues_entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    raw_seconds INTEGER NOT NULL CHECK (raw_seconds BETWEEN 0 AND 90000),
    billed_units INTEGER NOT NULL CHECK (billed_units >= 0),
    unit_seconds INTEGER NOT NULL CHECK (unit_seconds BETWEEN 1 AND 3600),
    rounding_unit_seconds INTEGER NOT NULL,
    rounding_mode TEXT NOT NULL CHECK (rounding_mode IN ('up', 'nearest', 'down', 'none')),
    minimum_units INTEGER NOT NULL CHECK (minimum_units >= 0),
    rounding_scope TEXT NOT NULL CHECK (rounding_scope IN ('entry', 'day', 'invoice')),
    merges_close INTEGER NOT NULL DEFAULT 0 CHECK (merges_close IN (0, 1)),
    rate_cents_per_hour INTEGER NOT NULL CHECK (rate_cents_per_hour >= 0),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT, task_code TEXT,
    CONSTRAINT no_charge_costs_nothing CHECK (charge = 'billable' OR amount_cents = 0),
    CONSTRAINT only_finished_work_is_billed
        CHECK (invoice_id IS NULL OR (clock = 'stopped' AND deleted_at IS NULL))
) STRICT;

CREATE VIRTUAL TABLE time_entry_words USING fts5 (
    narrative, content = 'time_entries', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'time_entry_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'time_entry_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'time_entry_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'time_entry_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE time_intervals (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES time_entries (id) ON DELETE RESTRICT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    standing TEXT NOT NULL CHECK (standing IN ('worked', 'undecided', 'dropped')),
    doubt TEXT CHECK (doubt IN ('crash', 'sleep', 'clock_set', 'time_zone')),
    CONSTRAINT an_interval_runs_forward CHECK (ended_at IS NULL OR ended_at >= started_at),
    CONSTRAINT only_worked_time_runs CHECK (ended_at IS NOT NULL OR standing = 'worked')
) STRICT;

CREATE TABLE undo_steps (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('stop', 'delete_entry')),
    done_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    taken_back_at INTEGER
) STRICT;

CREATE TABLE unsaved_edits (
    place TEXT PRIMARY KEY,
    wording TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

CREATE TABLE updates (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    dated_on TEXT NOT NULL,
    happened TEXT NOT NULL CHECK (length(happened) <= 20000),
    next TEXT NOT NULL CHECK (length(next) <= 20000),
    needed TEXT NOT NULL CHECK (length(needed) <= 20000),
    written_at INTEGER NOT NULL,
    given_on TEXT,
    channel TEXT,
    bundle_id INTEGER REFERENCES bundles (id) ON DELETE RESTRICT,
    CONSTRAINT a_given_update_has_a_channel CHECK ((given_on IS NULL) = (channel IS NULL))
) STRICT;

CREATE TABLE write_offs (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    written_off_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
    reason TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 500),
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER acceptances_cannot_change BEFORE UPDATE ON policy_acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances cannot change'); END;

CREATE TRIGGER account_entries_cannot_be_deleted BEFORE DELETE ON account_entries
BEGIN SELECT RAISE(ABORT, 'account entries cannot be deleted'); END;

CREATE TRIGGER account_entries_cannot_change BEFORE UPDATE ON account_entries
BEGIN SELECT RAISE(ABORT, 'account entries cannot change'); END;

CREATE TRIGGER audit_records_cannot_be_deleted BEFORE DELETE ON audit_records
BEGIN SELECT RAISE(ABORT, 'audit records cannot be deleted'); END;

CREATE TRIGGER audit_records_cannot_change BEFORE UPDATE ON audit_records
BEGIN SELECT RAISE(ABORT, 'audit records cannot change'); END;

CREATE TRIGGER billed_charges_cannot_change BEFORE UPDATE ON fixed_charges
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL AND new.deleted_at IS NULL AND new.matter_id = old.matter_id
    AND new.occasion = old.occasion AND new.wording = old.wording
    AND new.amount_cents = old.amount_cents
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.charge_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed charges cannot change'); END;

CREATE TRIGGER billed_expenses_cannot_change BEFORE UPDATE ON expenses
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL AND new.deleted_at IS NULL AND new.matter_id = old.matter_id
    AND new.spent_on = old.spent_on AND new.kind = old.kind AND new.wording = old.wording
    AND new.amount_cents = old.amount_cents
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.expense_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed expenses cannot change'); END;

CREATE TRIGGER billed_time_cannot_change BEFORE UPDATE ON time_entries
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL
    AND new.matter_id = old.matter_id AND new.worked_on = old.worked_on
    AND new.narrative = old.narrative AND new.activity_code IS old.activity_code
    AND new.task_code IS old.task_code
    AND new.charge = old.charge AND new.clock = old.clock AND new.measured = old.measured
    AND new.continues_entry_id IS old.continues_entry_id AND new.raw_seconds = old.raw_seconds
    AND new.billed_units = old.billed_units AND new.unit_seconds = old.unit_seconds
    AND new.rate_cents_per_hour = old.rate_cents_per_hour
    AND new.amount_cents = old.amount_cents AND new.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.entry_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed time cannot change'); END;

CREATE TRIGGER billed_work_cannot_be_deleted BEFORE DELETE ON billed_work
BEGIN SELECT RAISE(ABORT, 'billed work cannot be deleted'); END;

CREATE TRIGGER billed_work_is_released_once BEFORE UPDATE ON billed_work
WHEN old.released_by_id IS NOT NULL OR new.released_by_id IS NULL
    OR new.invoice_id <> old.invoice_id OR new.position <> old.position
    OR new.entry_id IS NOT old.entry_id OR new.expense_id IS NOT old.expense_id
    OR new.charge_id IS NOT old.charge_id OR new.recorded_cents <> old.recorded_cents
    OR new.billed_cents <> old.billed_cents
BEGIN SELECT RAISE(ABORT, 'billed work cannot change, only be released'); END;

CREATE TRIGGER bundle_documents_cannot_change BEFORE UPDATE ON bundle_documents
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundle_invoices_cannot_change BEFORE UPDATE ON bundle_invoices
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundle_requests_cannot_change BEFORE UPDATE ON bundle_requests
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundle_terms_cannot_change BEFORE UPDATE ON bundle_terms
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundle_updates_cannot_change BEFORE UPDATE ON bundle_updates
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundles_cannot_be_deleted BEFORE DELETE ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot be deleted'); END;

CREATE TRIGGER bundles_cannot_change BEFORE UPDATE OF id, public_id, client_id, number, format,
    file_name, sha256, size, letter, contents, words_kind, reply_key, reply_token, made_on, made_at
ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot change'); END;

CREATE TRIGGER client_words_after_insert AFTER INSERT ON clients BEGIN
    INSERT INTO client_words (rowid, name, contact_person, reference)
    VALUES (new.id, new.name, new.contact_person, new.reference);
END;

CREATE TRIGGER client_words_after_update AFTER UPDATE OF name, contact_person, reference ON clients
BEGIN
    INSERT INTO client_words (client_words, rowid, name, contact_person, reference)
    VALUES ('delete', old.id, old.name, old.contact_person, old.reference);
    INSERT INTO client_words (rowid, name, contact_person, reference)
    VALUES (new.id, new.name, new.contact_person, new.reference);
END;

CREATE TRIGGER collections_cannot_be_deleted BEFORE DELETE ON collections
BEGIN SELECT RAISE(ABORT, 'collections cannot be deleted'); END;

CREATE TRIGGER collections_cannot_change BEFORE UPDATE ON collections
BEGIN SELECT RAISE(ABORT, 'collections cannot change'); END;

CREATE TRIGGER decided_reply_items_cannot_change BEFORE UPDATE ON reply_items
WHEN old.state <> 'waiting' OR new.content <> old.content
BEGIN SELECT RAISE(ABORT, 'what was decided of a reply cannot change'); END;

CREATE TRIGGER dispute_steps_cannot_be_deleted BEFORE DELETE ON dispute_steps
BEGIN SELECT RAISE(ABORT, 'steps of a dispute cannot be deleted'); END;

CREATE TRIGGER dispute_steps_cannot_change BEFORE UPDATE ON dispute_steps
WHEN old.done_on IS NOT NULL OR new.dispute_id <> old.dispute_id OR new.kind <> old.kind
BEGIN SELECT RAISE(ABORT, 'a step that was done cannot change'); END;

CREATE TRIGGER disputes_cannot_be_deleted BEFORE DELETE ON disputes
BEGIN SELECT RAISE(ABORT, 'disputes cannot be deleted'); END;

CREATE TRIGGER disputes_cannot_change BEFORE UPDATE ON disputes
WHEN old.ended_on IS NOT NULL OR new.invoice_id <> old.invoice_id
    OR new.disputed_cents <> old.disputed_cents OR new.received_on <> old.received_on
    OR new.reason <> old.reason OR new.line_positions <> old.line_positions
BEGIN SELECT RAISE(ABORT, 'disputes cannot change, only end'); END;

CREATE TRIGGER document_text_words_after_delete AFTER DELETE ON document_texts BEGIN
    INSERT INTO document_text_words (document_text_words, rowid, text)
    VALUES ('delete', old.document_id, old.text);
END;

CREATE TRIGGER document_text_words_after_insert AFTER INSERT ON document_texts BEGIN
    INSERT INTO document_text_words (rowid, text) VALUES (new.document_id, new.text);
END;

CREATE TRIGGER document_text_words_after_update AFTER UPDATE OF text ON document_texts BEGIN
    INSERT INTO document_text_words (document_text_words, rowid, text)
    VALUES ('delete', old.document_id, old.text);
    INSERT INTO document_text_words (rowid, text) VALUES (new.document_id, new.text);
END;

CREATE TRIGGER document_versions_cannot_be_deleted BEFORE DELETE ON document_versions
BEGIN SELECT RAISE(ABORT, 'versions of documents cannot be deleted'); END;

CREATE TRIGGER document_versions_cannot_change BEFORE UPDATE ON document_versions
WHEN old.destroyed_at IS NOT NULL OR new.document_id <> old.document_id
    OR new.number <> old.number OR new.plain_sha256 <> old.plain_sha256
    OR new.sealed_name <> old.sealed_name OR new.sealed_sha256 <> old.sealed_sha256
BEGIN SELECT RAISE(ABORT, 'versions of documents cannot change'); END;

CREATE TRIGGER document_words_after_insert AFTER INSERT ON documents BEGIN
    INSERT INTO document_words (rowid, title, notes) VALUES (new.id, new.title, new.notes);
END;

CREATE TRIGGER document_words_after_update AFTER UPDATE OF title, notes ON documents BEGIN
    INSERT INTO document_words (document_words, rowid, title, notes)
    VALUES ('delete', old.id, old.title, old.notes);
    INSERT INTO document_words (rowid, title, notes) VALUES (new.id, new.title, new.notes);
END;

CREATE TRIGGER expenses_cannot_be_deleted BEFORE DELETE ON expenses
BEGIN SELECT RAISE(ABORT, 'expenses are marked as deleted, never removed'); END;

CREATE TRIGGER fee_agreements_cannot_be_deleted BEFORE DELETE ON fee_agreements
BEGIN SELECT RAISE(ABORT, 'fee agreements cannot be deleted'); END;

CREATE TRIGGER fee_agreements_cannot_change BEFORE UPDATE ON fee_agreements
WHEN old.ended_on IS NOT NULL OR new.terms <> old.terms OR new.valid_from <> old.valid_from
    OR new.agreed_on <> old.agreed_on OR new.matter_id <> old.matter_id
BEGIN SELECT RAISE(ABORT, 'fee agreements cannot change'); END;

CREATE TRIGGER given_updates_cannot_be_deleted BEFORE DELETE ON updates
WHEN old.given_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an update that was given cannot be deleted'); END;

CREATE TRIGGER given_updates_cannot_change BEFORE UPDATE ON updates WHEN old.given_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an update that was given cannot change'); END;

CREATE TRIGGER instalments_cannot_be_deleted BEFORE DELETE ON instalments
BEGIN SELECT RAISE(ABORT, 'instalments cannot be deleted'); END;

CREATE TRIGGER instalments_cannot_change BEFORE UPDATE ON instalments
BEGIN SELECT RAISE(ABORT, 'instalments cannot change'); END;

CREATE TRIGGER interest_charges_cannot_be_deleted BEFORE DELETE ON interest_charges
BEGIN SELECT RAISE(ABORT, 'interest charges cannot be deleted'); END;

CREATE TRIGGER interest_charges_cannot_change BEFORE UPDATE ON interest_charges
BEGIN SELECT RAISE(ABORT, 'interest charges cannot change'); END;

CREATE TRIGGER invoice_pdfs_cannot_change BEFORE UPDATE ON invoice_pdfs
BEGIN SELECT RAISE(ABORT, 'invoice PDFs cannot change'); END;

CREATE TRIGGER issued_invoices_cannot_be_deleted BEFORE DELETE ON issued_invoices
BEGIN SELECT RAISE(ABORT, 'issued invoices cannot be deleted'); END;

CREATE TRIGGER issued_invoices_cannot_change BEFORE UPDATE ON issued_invoices
BEGIN SELECT RAISE(ABORT, 'issued invoices cannot change'); END;

CREATE TRIGGER issued_lines_cannot_be_deleted BEFORE DELETE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot be deleted'); END;

CREATE TRIGGER issued_lines_cannot_change BEFORE UPDATE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot change'); END;

CREATE TRIGGER issued_payments_cannot_change BEFORE UPDATE ON issued_payments
BEGIN SELECT RAISE(ABORT, 'payments printed on an invoice cannot change'); END;

CREATE TRIGGER issued_taxes_cannot_be_deleted BEFORE DELETE ON issued_taxes
BEGIN SELECT RAISE(ABORT, 'issued taxes cannot be deleted'); END;

CREATE TRIGGER issued_taxes_cannot_change BEFORE UPDATE ON issued_taxes
BEGIN SELECT RAISE(ABORT, 'issued taxes cannot change'); END;

CREATE TRIGGER letterheads_cannot_change BEFORE UPDATE ON letterheads
BEGIN SELECT RAISE(ABORT, 'letterheads cannot change'); END;

CREATE TRIGGER matter_words_after_insert AFTER INSERT ON matters BEGIN
    INSERT INTO matter_words (rowid, number, title, area, reference)
    VALUES (new.id, new.number, new.title, new.area, new.reference);
END;

CREATE TRIGGER matter_words_after_update AFTER UPDATE OF number, title, area, reference ON matters
BEGIN
    INSERT INTO matter_words (matter_words, rowid, number, title, area, reference)
    VALUES ('delete', old.id, old.number, old.title, old.area, old.reference);
    INSERT INTO matter_words (rowid, number, title, area, reference)
    VALUES (new.id, new.number, new.title, new.area, new.reference);
END;

CREATE TRIGGER messages_cannot_be_deleted BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'messages are marked as deleted, not removed'); END;

CREATE TRIGGER number_gaps_cannot_change BEFORE UPDATE ON number_gaps
BEGIN SELECT RAISE(ABORT, 'explained gaps cannot change'); END;

CREATE TRIGGER number_series_cannot_be_deleted BEFORE DELETE ON number_series
BEGIN SELECT RAISE(ABORT, 'number series cannot be deleted'); END;

CREATE TRIGGER numbers_never_go_back BEFORE UPDATE ON number_series
WHEN new.last_number < old.last_number OR new.last_on < old.last_on
BEGIN SELECT RAISE(ABORT, 'numbers never go back'); END;

CREATE TRIGGER payment_plans_cannot_be_deleted BEFORE DELETE ON payment_plans
BEGIN SELECT RAISE(ABORT, 'payment plans cannot be deleted'); END;

CREATE TRIGGER payment_plans_cannot_change BEFORE UPDATE ON payment_plans
WHEN old.ended_on IS NOT NULL OR new.client_id <> old.client_id OR new.agreed_on <> old.agreed_on
    OR new.note <> old.note OR new.after_entry_id <> old.after_entry_id
    OR new.grace_days IS NOT old.grace_days
BEGIN SELECT RAISE(ABORT, 'payment plans cannot change, only end'); END;

CREATE TRIGGER payments_cannot_be_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments cannot be deleted'); END;

CREATE TRIGGER payments_cannot_change BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments cannot change'); END;

CREATE TRIGGER policies_cannot_be_deleted BEFORE DELETE ON billing_policies
BEGIN SELECT RAISE(ABORT, 'billing policies cannot be deleted'); END;

CREATE TRIGGER policies_cannot_change BEFORE UPDATE ON billing_policies
WHEN old.ended_on IS NOT NULL OR new.terms <> old.terms OR new.valid_from <> old.valid_from
    OR new.version <> old.version OR new.client_id IS NOT old.client_id
    OR new.matter_id IS NOT old.matter_id
BEGIN SELECT RAISE(ABORT, 'billing policies cannot change'); END;

CREATE TRIGGER reminders_cannot_be_deleted BEFORE DELETE ON reminders
BEGIN SELECT RAISE(ABORT, 'reminders cannot be deleted'); END;

CREATE TRIGGER reminders_cannot_change BEFORE UPDATE ON reminders
WHEN old.document_id IS NOT NULL OR new.level <> old.level OR new.invoice_id <> old.invoice_id
    OR new.asked_cents <> old.asked_cents OR new.fee_cents <> old.fee_cents
    OR new.made_on <> old.made_on
BEGIN SELECT RAISE(ABORT, 'reminders cannot change'); END;

CREATE TRIGGER replies_cannot_be_deleted BEFORE DELETE ON replies
BEGIN SELECT RAISE(ABORT, 'replies cannot be deleted'); END;

CREATE TRIGGER replies_cannot_change BEFORE UPDATE ON replies
WHEN new.bundle_id <> old.bundle_id OR new.sequence <> old.sequence
    OR new.file_sha256 <> old.file_sha256
BEGIN SELECT RAISE(ABORT, 'replies cannot change'); END;

CREATE TRIGGER reply_items_cannot_be_deleted BEFORE DELETE ON reply_items
BEGIN SELECT RAISE(ABORT, 'parts of a reply cannot be deleted'); END;

CREATE TRIGGER standing_words_cannot_be_deleted BEFORE DELETE ON standing_words
BEGIN SELECT RAISE(ABORT, 'standing words are kept: they open older bundles'); END;

CREATE TRIGGER standing_words_cannot_change BEFORE UPDATE ON standing_words
WHEN old.ended_on IS NOT NULL OR new.client_id <> old.client_id OR new.words <> old.words
    OR new.agreed_on <> old.agreed_on OR new.agreed_how <> old.agreed_how
BEGIN SELECT RAISE(ABORT, 'standing words can only end'); END;

CREATE TRIGGER the_opening_of_a_bundle_is_noted_once BEFORE UPDATE OF opened_on, opened_how ON bundles
WHEN old.opened_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the opening of a bundle is noted once'); END;

CREATE TRIGGER time_entries_cannot_be_deleted BEFORE DELETE ON time_entries
BEGIN SELECT RAISE(ABORT, 'time entries are marked as deleted, never removed'); END;

CREATE TRIGGER time_entry_words_after_insert AFTER INSERT ON time_entries
WHEN new.narrative <> '' BEGIN
    INSERT INTO time_entry_words (rowid, narrative) VALUES (new.id, new.narrative);
END;

CREATE TRIGGER time_entry_words_after_update AFTER UPDATE OF narrative ON time_entries
WHEN old.narrative <> new.narrative BEGIN
    INSERT INTO time_entry_words (time_entry_words, rowid, narrative)
    SELECT 'delete', old.id, old.narrative WHERE old.narrative <> '';
    INSERT INTO time_entry_words (rowid, narrative)
    SELECT new.id, new.narrative WHERE new.narrative <> '';
END;

CREATE TRIGGER write_offs_cannot_be_deleted BEFORE DELETE ON write_offs
BEGIN SELECT RAISE(ABORT, 'write-offs cannot be deleted'); END;

CREATE TRIGGER write_offs_cannot_change BEFORE UPDATE ON write_offs
BEGIN SELECT RAISE(ABORT, 'write-offs cannot change'); END;
