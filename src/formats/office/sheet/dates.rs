//! Days and times as numbers (ECMA-376 Part 1, 18.17.4).

/// A moment that a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: i64,
    pub(crate) month: usize,
    pub(crate) day: i64,
    /// 0 is Monday.
    pub(crate) weekday: usize,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

/// The last day that a workbook can show: December 31, 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// Days from 1899-12-30 to 1904-01-01, where some workbooks begin to count.
const FROM_1904: i64 = 1462;

/// The moment of a number of days; `None` for a number that is no date.
pub(crate) fn moment(number: f64, from_1904: bool) -> Option<Moment> {
    if !(0.0..LAST_DAY).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let days = match from_1904 {
        true => days + FROM_1904,
        // The first of March 1900 counts as day 61, as if there had been a February 29.
        false if days < 61 => days + 1,
        false => days,
    };
    // Days since 1970-01-01.
    let since = days - 25_569;
    let (year, month, day) = civil(since);
    let weekday = usize::try_from((since + 3).rem_euclid(7)).unwrap_or(0);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(Moment { year, month, day, weekday, hour, minute, second })
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
fn civil(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days() {
        let day = |number, base| {
            let at = moment(number, base).expect("a date");
            (at.year, at.month, at.day)
        };
        assert_eq!(day(29_314.0, false), (1980, 4, 3));
        assert_eq!(day(1.0, false), (1900, 1, 1));
        assert_eq!(day(61.0, false), (1900, 3, 1));
        assert_eq!(day(0.0, true), (1904, 1, 1));
        assert_eq!(day(45_351.0, false), (2024, 2, 29));
        let at = moment(45_351.75, false).expect("a date");
        assert_eq!((at.hour, at.minute, at.weekday), (18, 0, 3));
        assert_eq!(moment(-1.0, false), None);
        assert_eq!(moment(f64::NAN, false), None);
        assert_eq!(moment(1e12, false), None);
    }
}
