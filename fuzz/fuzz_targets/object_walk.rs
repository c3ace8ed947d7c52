#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| redact::fuzzing::object_walk(bytes));
