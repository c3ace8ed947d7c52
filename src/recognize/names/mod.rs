//! Names of persons: the forms that Dutch official papers really give them.
//!
//! Each file holds one idea. Anchors need no list: initials, titles, labelled fields, mail
//! heads, greetings and signatures speak for themselves; lists decide last.

pub(crate) mod apposition;
pub(crate) mod claim;
pub(crate) mod context;
pub(crate) mod cue;
pub(crate) mod grammar;
pub(crate) mod layout;
pub(crate) mod lexicon;
#[cfg(test)]
mod tests;

use crate::model::Role;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::Page;
use crate::recognize::names::cue::{
    abbreviated_name, by_word, greeting, initials, known_name, person_noun, user_id,
};
use crate::recognize::names::layout::{
    chat, chat_export, labeled_field, mail_header, name_column, name_list, signature, table_header,
    table_row,
};
use crate::recognize::text::token::Kind;

/// Runs every recognizer of names over a reading.
///
/// Gives the office whose signing block breaks off at the end of the segment, if one does.
pub(crate) fn run(page: &Page<'_>, out: &mut Vec<Hit>) -> Option<Role> {
    labeled_field::segment(page, out);
    let mut inner = Vec::new();
    let mut heads = Vec::new();
    // One pass over the words: a long text is read from memory but once.
    for index in 0..page.tokens.len() {
        match page.tokens.kind(index) {
            Kind::Capital | Kind::Upper | Kind::Letter => {
                labeled_field::at(page, index, out);
                initials::at(page, index, &mut inner);
                by_word::at(page, index, &mut inner);
                person_noun::at(page, index, &mut inner);
                greeting::alone(page, index, &mut inner);
                known_name::at(page, index, &mut inner);
                abbreviated_name::at(page, index, &mut inner);
            }
            Kind::Lower => {
                labeled_field::at(page, index, out);
                by_word::at(page, index, &mut inner);
                person_noun::at(page, index, &mut inner);
                abbreviated_name::at(page, index, &mut inner);
                user_id::at(page, index, &mut inner);
                mail_header::at(page, index, &mut heads);
            }
            Kind::Mixed => user_id::numbered(page, index, &mut inner),
            Kind::Mark('<' | '[' | '@') => mail_header::at(page, index, &mut heads),
            _ => {}
        }
    }
    let office = signature::run(page, out);
    out.append(&mut inner);
    chat::run(page, out);
    out.append(&mut heads);
    chat_export::run(page, out);
    table_header::run(page, out);
    table_row::run(page, out);
    name_column::run(page, out);
    name_list::run(page, out);
    abbreviated_name::bracketed(page, out);
    office
}
