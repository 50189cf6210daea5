//! Which bodies there are, where, how large each partnership's record is, and who is in it.

use commonweal_record::entry::BodyId;
use commonweal_record::key::{AttestingKey, SecretKey};
use commonweal_service::record::View;
use rand::RngExt;
use rand_distr::{Distribution, LogNormal};
use serde_json::{Value, json};

use crate::partnership;
use crate::teller::{Purpose, Teller, Voice, stream};
use crate::{Failure, Made, names};

/// Bodies of a place; a partnership is of one place.
const BODIES_OF_A_PLACE: u64 = 200;
/// Facts that the smallest record has.
const LEAST: u64 = 20;
/// The log of the register comes after all partnerships among the streams of ids.
const REGISTER: u64 = u64::MAX;

/// The country.
pub(crate) struct Country {
    seed: u64,
    bodies: u64,
    sizes: Vec<u64>,
    host: SecretKey,
}

/// A body with its key.
pub(crate) struct Body {
    pub(crate) id: BodyId,
    pub(crate) key: SecretKey,
    registered: Value,
}

impl Body {
    /// As the one who speaks.
    pub(crate) fn voice(&self) -> Voice<'_> {
        Voice { body: &self.id, key: &self.key }
    }

    /// Makes itself known in a log, with its key.
    pub(crate) fn introduce(&self, teller: &mut Teller<'_>) -> Result<(), Failure> {
        teller.tell(self.voice(), "body_registered", &self.registered)?;
        let key = AttestingKey::from(self.key.public());
        let added = json!({ "key": self.key.public().to_base64(), "key_id": key.id().to_string(), "of": self.id.as_str() });
        teller.tell(self.voice(), "key_added", &added)
    }
}

impl Country {
    /// With records whose sizes are log-normal (a few are forty times the median) and sum to `facts` with the register's.
    ///
    /// # Errors
    /// A sentence where there are too few facts or bodies to go round.
    pub(crate) fn new(
        seed: u64,
        partnerships: u64,
        facts: u64,
        bodies: u64,
        host: SecretKey,
    ) -> Result<Self, Failure> {
        if partnerships == 0 || bodies < 12 {
            return Err("at least one partnership and twelve bodies: give --partnerships and --bodies".into());
        }
        let register = 2 * bodies + 1;
        let free = facts.checked_sub(register + partnerships * LEAST).ok_or_else(|| {
            format!("the register takes {register} facts and each partnership {LEAST}: give more --facts, or fewer --bodies")
        })?;
        let mut random = stream(seed, Purpose::Sizes, 0);
        let skewed = LogNormal::new(0.0, 1.0)?;
        let weights: Vec<f64> = (0..partnerships).map(|_| skewed.sample(&mut random)).collect();
        let sum: f64 = weights.iter().sum();
        let mut sizes: Vec<u64> = weights.iter().map(|weight| LEAST + share(free, weight / sum)).collect();
        sizes[0] += facts - register - sizes.iter().sum::<u64>();
        Ok(Self { seed, bodies, sizes, host })
    }

    pub(crate) fn partnerships(&self) -> u64 {
        self.sizes.len() as u64
    }

    /// Every body with its key, in the log that the place has opened.
    pub(crate) fn register(&self, opened: &View) -> Result<Made, Failure> {
        let ids = stream(self.seed, Purpose::Ids, REGISTER);
        let mut teller = Teller::new(opened.clone(), &self.host, 2 * self.bodies + 1, ids);
        for number in 0..self.bodies {
            self.body(number)?.introduce(&mut teller)?;
        }
        Ok(teller.made())
    }

    /// The record of a partnership.
    pub(crate) fn partnership(&self, number: u64) -> Result<Made, Failure> {
        let mut random = stream(self.seed, Purpose::Story, number);
        let places = self.bodies.div_ceil(BODIES_OF_A_PLACE);
        let place = random.random_range(0..places);
        let first = place * BODIES_OF_A_PLACE;
        let here = BODIES_OF_A_PLACE.min(self.bodies - first);
        let wanted = random.random_range(2..=11_u64).min(here);
        // Neighbours from a drawn one on, round the place.
        let from = random.random_range(0..here);
        let partners = (0..wanted).map(|next| self.body(first + (from + next) % here));
        let mut partners = partners.collect::<Result<Vec<_>, _>>()?;
        // Lists by body are written in the order of their ids.
        partners.sort_by(|one, other| one.id.cmp(&other.id));
        let origin = format!("record.example/p-{number}/1-{:016x}", random.random::<u64>());
        let ids = stream(self.seed, Purpose::Ids, number);
        let size = self.sizes[usize::try_from(number)?];
        let mut teller = Teller::new(View::new(origin.parse()?), &self.host, size, ids);
        partnership::tell(&mut teller, number, &names::place(place), &partners, &mut random)?;
        Ok(teller.made())
    }

    fn body(&self, number: u64) -> Result<Body, Failure> {
        let (name, form, purpose) =
            names::body(&names::place(number / BODIES_OF_A_PLACE), number % BODIES_OF_A_PLACE);
        let id: BodyId = format!("body-{number}").parse()?;
        let registered = json!({ "body": id.as_str(), "name": name, "legal_form": form, "purpose": purpose });
        let key = SecretKey::from_bytes(&stream(self.seed, Purpose::Key, number).random());
        Ok(Body { id, key, registered })
    }
}

/// That part of `whole`, rounded down.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count is one")]
fn share(whole: u64, part: f64) -> u64 {
    (whole as f64 * part) as u64
}
