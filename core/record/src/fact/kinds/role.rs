//! Roles besides partner, and departments.

use crate::entry::BodyId;
use crate::fact::control;
use crate::fact::shape::{choice, fact};
use crate::fact::{Cause, FieldError, Sentence};

choice! {
    /// What a body is to a partnership besides a partner of it.
    pub enum Role {
        /// Stands behind it with its name, its people or its rooms.
        Supporter = "supporter", "a supporter";
        /// Gives money that it does not want back.
        Funder = "funder", "a funder";
        /// Puts money in that it wants back when it works.
        Investor = "investor", "an investor";
    }
}

fact! {
    /// The attesting body takes a role besides partner; it has no vote by it.
    "role_taken" 1 Either => pub struct RoleTaken {
        /// The role.
        role: Role,
        /// What it gives, and for what.
        gives: Sentence,
    } says fact { format!("became {} and gives: {}", fact.role.phrase(), fact.gives) }
}

fact! {
    /// The attesting body gives a role up.
    "role_ended" 1 Either => pub struct RoleEnded {
        /// The role.
        role: Role,
    } says fact { format!("is no longer {}", fact.role.phrase()) }
}

fact! {
    /// A body of the record is a department of another, and takes part by itself.
    "department_noted" 1 Either => pub struct DepartmentNoted {
        /// The department.
        department: BodyId as control::new::<BodyId>,
        /// The body that it is a part of.
        of: BodyId,
    } says fact { format!("noted that {} is a department of {}", fact.department, fact.of) } check is_another
}

fn is_another(fact: &DepartmentNoted) -> Result<(), FieldError> {
    if fact.department == fact.of {
        let words = "is the same body; a department has an id of its own: register it first";
        return Err(FieldError::at("of", Cause::Contradicts(words)));
    }
    Ok(())
}
