//! Tables of a given width whose columns have parts of it by their longest texts, as browsers lay them
//! out (CSS 2.2, 17.5.2.2): every place in such a table tells how long a name was.

/// Most room beside the text of a cell, in em, and the steps in which it is looked for.
const ROOM: f64 = 3.0;
const STEPS: u32 = 480;
/// How far the parts may be off, relative to what they should be: producers round.
const OFF: f64 = 0.012;
/// Least that a column gets beyond its text and room, relative to them.
const MORE: f64 = 1.02;
/// Positions and widths are rounded to this, in points.
const ROUND: f64 = 2.0;

/// A column: where its text begins, how wide its longest text is, and how wide it will be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub(crate) start: f64,
    pub(crate) width: f64,
    pub(crate) new_width: f64,
}

/// Where the texts of the columns will begin; none if the columns have their widths otherwise. The first
/// stays, and so does the end of the table.
pub(crate) fn starts(columns: &[Share], size: f64) -> Option<Vec<f64>> {
    let widths: Vec<f64> =
        columns.iter().zip(columns.iter().skip(1)).map(|(a, b)| b.start - a.start).collect();
    if widths.len() < 2 {
        return None;
    }
    let room = |step: u32| f64::from(step) * ROOM * size / f64::from(STEPS);
    let spread = |room: f64| {
        let parts = columns.iter().zip(&widths).map(|(c, width)| width / (c.width + room));
        let (least, most) = parts.fold((f64::INFINITY, 0.0_f64), |(least, most), part| {
            (least.min(part), most.max(part))
        });
        (most / least - 1.0, least)
    };
    let tried = (0..=STEPS).map(|step| (room(step), spread(room(step))));
    let (room, (off, part)) = tried.min_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    if off > OFF || part < MORE {
        return None;
    }
    let all = |width: fn(&Share) -> f64| columns.iter().map(|c| width(c) + room).sum::<f64>();
    let total = (part * all(|c| c.width) / ROUND).round() * ROUND;
    let new_part = total / all(|c| c.new_width);
    let first = columns.first()?.start;
    let mut at = 0.0;
    let mut out = Vec::new();
    for column in columns {
        out.push(first + (at / ROUND).round() * ROUND);
        at += (column.new_width + room) * new_part;
    }
    // No column gets less than its text.
    (new_part >= 1.0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of 400 points with this name in its second column, and where its columns are in the copy.
    fn copy(name: f64) -> Option<Vec<f64>> {
        let texts = [12.0, name, 140.0, 62.0];
        let all: f64 = texts.iter().map(|t| t + 6.0).sum();
        let mut at = 60.0;
        let columns = texts.map(|width| {
            let start = at;
            at += 400.0 * (width + 6.0) / all;
            let new_width = if width == name { 40.0 } else { width };
            Share { start, width, new_width }
        });
        starts(&columns, 11.0)
    }

    #[test]
    fn places_do_not_depend_on_the_name() {
        let short = copy(32.0).expect("by shares");
        assert_eq!(copy(120.0), Some(short.clone()));
        assert_eq!(short.first(), Some(&60.0));
        assert!(short.is_sorted());
    }

    #[test]
    fn columns_of_other_widths_stay() {
        let share = |start, width| Share { start, width, new_width: 40.0 };
        assert_eq!(
            starts(&[share(60.0, 50.0), share(120.0, 90.0), share(160.0, 20.0)], 11.0),
            None
        );
        assert_eq!(starts(&[share(60.0, 50.0), share(220.0, 90.0)], 11.0), None);
    }
}
