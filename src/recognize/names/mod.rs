//! Names of persons, in the forms that Dutch public documents use.
//!
//! Each file holds one idea. Initials, titles, labeled fields, mail headers, greetings and
//! signatures are anchors, which need no list; lists come last.

mod addressed;
pub(crate) mod apposition;
pub(crate) mod claim;
pub(crate) mod context;
#[cfg(test)]
mod council_tests;
pub(crate) mod cue;
pub(crate) mod grammar;
pub(crate) mod layout;
pub(crate) mod lexicon;
#[cfg(test)]
mod paper_tests;
#[cfg(test)]
mod role_tests;
#[cfg(test)]
mod tests;

use crate::model::Role;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::{
    abbreviated_name, by_word, crown, family_first, greeting, handle, initials, known_name,
    lower_surname, person_noun, speech, user_id,
};
use crate::recognize::names::layout::{
    chat, chat_export, key_value, labeled_field, letter_signature, mail_header, name_column,
    name_field, name_list, person_table, roster, signature, table_header, table_row,
};
use crate::recognize::text::token::TokenKind;

/// Runs every recognizer of names over a text.
///
/// Returns the office whose signing block is cut off at the end of the segment, if any.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) -> Option<Role> {
    labeled_field::labeled_segment(ctx, out);
    let mut inner = Vec::new();
    let mut heads = Vec::new();
    // One pass over the tokens, so that a long text is read from memory once.
    for index in 0..ctx.tokens.len() {
        match ctx.tokens.kind(index) {
            TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => {
                labeled_field::at(ctx, index, out);
                name_field::at(ctx, index, out);
                initials::at(ctx, index, &mut inner);
                by_word::at(ctx, index, &mut inner);
                person_noun::at(ctx, index, &mut inner);
                greeting::signed_alone(ctx, index, &mut inner);
                known_name::at(ctx, index, &mut inner);
                family_first::at(ctx, index, &mut inner);
                lower_surname::at(ctx, index, &mut inner);
                handle::at(ctx, index, &mut inner);
                abbreviated_name::at(ctx, index, &mut inner);
                user_id::at(ctx, index, &mut inner);
            }
            TokenKind::Lower => {
                labeled_field::at(ctx, index, out);
                name_field::at(ctx, index, out);
                speech::at(ctx, index, &mut inner);
                by_word::at(ctx, index, &mut inner);
                person_noun::at(ctx, index, &mut inner);
                abbreviated_name::at(ctx, index, &mut inner);
                lower_surname::at(ctx, index, &mut inner);
                user_id::at(ctx, index, &mut inner);
                handle::at(ctx, index, &mut inner);
                initials::after_particle(ctx, index, &mut inner);
                mail_header::at(ctx, index, &mut heads);
            }
            TokenKind::Mixed => {
                user_id::with_digits(ctx, index, &mut inner);
                handle::at(ctx, index, &mut inner);
            }
            TokenKind::Mark('"' | '\'') => key_value::at(ctx, index, out),
            TokenKind::Mark('<' | '[' | '@') => mail_header::at(ctx, index, &mut heads),
            _ => {}
        }
    }
    let office = signature::run(ctx, out);
    letter_signature::run(ctx, out);
    out.append(&mut inner);
    crown::run(ctx, out);
    chat::run(ctx, out);
    out.append(&mut heads);
    chat_export::run(ctx, out);
    person_table::run(ctx, out);
    table_header::run(ctx, out);
    table_row::run(ctx, out);
    name_column::run(ctx, out);
    name_list::run(ctx, out);
    roster::run(ctx, out);
    abbreviated_name::bracketed(ctx, out);
    office
}
