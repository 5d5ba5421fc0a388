-- Which task of a case an entry was for (UTBMS), beside the activity it was.

ALTER TABLE time_entries ADD COLUMN task_code TEXT;

DROP TRIGGER billed_time_cannot_change;
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
