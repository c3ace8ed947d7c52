//! What converts old documents, as the options say.

use super::args::FindArgs;
use super::complaint::{Complaint, Result};
use redact::convert::LibreOffice;
use redact::model::Converter;
use std::sync::Arc;

/// The converter; `None` if none was asked for. What was asked for must be there.
pub(super) fn converter(find: &FindArgs) -> Result<Option<Arc<dyn Converter>>> {
    if !find.convert {
        return Ok(None);
    }
    let found = LibreOffice::find(find.libreoffice.as_deref());
    let found = found.map_err(|why| Complaint::new(why.message()))?;
    Ok(Some(Arc::new(found)))
}
