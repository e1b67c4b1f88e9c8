//! Attachment files, kept under the hash of their bytes.
