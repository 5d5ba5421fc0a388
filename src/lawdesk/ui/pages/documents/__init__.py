"""The parts that documents are shown in: list, details, versions, scans, files that are out."""
