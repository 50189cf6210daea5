//! The board pack, as a PDF to take along.

use commonweal_report::pack::board_pack;

use super::money::fund::pdf;
use crate::answer::Answer;
use crate::problem::Problem;
use crate::visit::Visit;

/// The pack of the partnership as of today.
pub(crate) fn file(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    let today = visit.app.today().ok_or(Problem::Broken)?;
    let made = visit.look(|log| board_pack(&log.view().partnership, slug, today))?;
    pdf(format!("{slug}-board-pack-{today}.pdf"), &made)
}
