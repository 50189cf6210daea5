//! The concepts: what people call one thing, by the part of public service that it belongs to. Phrases are in small letters, word for
//! word; the first concepts are asked first. A phrase that means something else as often as not has no place here.

/// One thing with the names that people have for it.
pub(super) struct Concept {
    /// In a sentence: "both are about ...".
    pub(super) name: &'static str,
    /// The part of public service.
    pub(super) part: &'static str,
    /// What people call it, separated by semicolons.
    phrases: &'static str,
}

impl Concept {
    /// What people call it.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &'static str> {
        self.phrases.split("; ")
    }
}

const URGENT: &str = "urgent and emergency care";
const HOSPITAL: &str = "hospital care";
const HOME: &str = "care at home";
const MIND: &str = "mental health";
const HARM: &str = "alcohol and drugs";
const SAFETY: &str = "safety";
const LIVING: &str = "housing, money and work";
const CHILDREN: &str = "children and families";
const COMPANY: &str = "company and community";

const fn concept(name: &'static str, part: &'static str, phrases: &'static str) -> Concept {
    Concept { name, part, phrases }
}

/// The table.
pub(super) const CONCEPTS: &[Concept] = &[
    concept(
        "the emergency department",
        URGENT,
        "a&e; accident and emergency; accident&emergency; emergency department; emergency departments; \
         casualty; emergency room; four hour waits; corridor care",
    ),
    concept(
        "the ambulance service",
        URGENT,
        "999; ambulance; ambulances; paramedic; paramedics; ambulance handover; emergency call; \
         emergency calls",
    ),
    concept(
        "emergency admission",
        URGENT,
        "emergency admission; emergency admissions; unplanned admission; unplanned admissions; \
         non elective; unplanned hospital admission; unplanned hospital admissions; admitted urgently",
    ),
    concept(
        "urgent care without an appointment",
        URGENT,
        "urgent care; urgent treatment; walk in centre; minor injuries; minor injury; nhs 111",
    ),
    concept(
        "falls",
        HOME,
        "fall; falls; fallen; fallers; falling; hip fracture; hip fractures; broken hip; broken hips; \
         trip hazards; strength and balance",
    ),
    concept(
        "leaving hospital",
        HOSPITAL,
        "discharge; discharges; delayed discharge; bed blocking; medically fit; no criteria to reside; \
         home from hospital; hospital discharge; step down",
    ),
    concept(
        "beds",
        HOSPITAL,
        "beds; bed days; wards are full; bed occupancy; inpatient stay; inpatient stays",
    ),
    concept(
        "waiting for planned care",
        HOSPITAL,
        "waiting list; waiting lists; waiting times; outpatient; outpatients; elective surgery",
    ),
    concept(
        "the doctor's surgery",
        HOSPITAL,
        "gp; gps; general practice; general practitioner; doctors surgery; primary care",
    ),
    concept(
        "care at home",
        HOME,
        "home care; domiciliary; social care; care at home; carers; carer; respite; day care; \
         care home; care homes; residential care; reablement; help at home; care package",
    ),
    concept("frailty and dementia", HOME, "frail; frailty; dementia; alzheimers; memory cafe; memory clinic"),
    concept(
        "a mental health crisis",
        MIND,
        "mental health crisis; people in crisis; crisis team; crisis line; section 136; \
         mental health act; suicide; self harm; suicidal",
    ),
    concept(
        "mental health",
        MIND,
        "mental health; mental illness; depression; anxiety; psychiatric; counselling; \
         talking therapies; wellbeing",
    ),
    concept(
        "alcohol",
        HARM,
        "alcohol; drinking; drinkers; alcoholics; drugs; drug; drugs; addiction; addicted; \
         substance misuse; substance use; overdose; overdoses",
    ),
    concept(
        "being alone",
        COMPANY,
        "lonely; loneliness; isolation; isolated; befriending; lunch club; coffee morning; live alone; \
         social club; good neighbours",
    ),
    concept(
        "exercise",
        COMPANY,
        "exercise; exercises; physical activity; fitness; tai chi; yoga; walking group; keep fit",
    ),
    concept(
        "homes",
        LIVING,
        "homeless; homelessness; rough sleepers; rough sleeping; housing; eviction; evictions; \
         temporary accommodation; cold homes; damp homes; home adaptations",
    ),
    concept(
        "debt and benefits",
        LIVING,
        "debt; debts; benefits advice; welfare rights; money advice; food bank; food banks; \
         universal credit; fuel poverty",
    ),
    concept(
        "work",
        LIVING,
        "unemployed; unemployment; out of work; job club; employment support; apprenticeships",
    ),
    concept("fire", SAFETY, "fire; fires; smoke alarm; smoke alarms; fire engines; safe and well"),
    concept(
        "crime and disorder",
        SAFETY,
        "crime; burglary; burglaries; antisocial behaviour; anti social behaviour; violence; \
         knife crime; policing; police; reoffending",
    ),
    concept(
        "abuse at home",
        SAFETY,
        "domestic abuse; domestic violence; coercive control; refuge for women; safeguarding",
    ),
    concept(
        "people who go missing",
        SAFETY,
        "missing persons; missing person; missing people; missing children",
    ),
    concept(
        "young children",
        CHILDREN,
        "toddler; toddlers; nursery; nurseries; childminder; childminders; early years; pre school; \
         preschool; ready for school; health visitor; health visitors; baby; babies",
    ),
    concept(
        "children in care and families in need",
        CHILDREN,
        "children in care; looked after children; foster; fostering; leaving care; family support",
    ),
    concept(
        "special educational needs and disability",
        CHILDREN,
        "send; special educational needs; autism; autistic; learning disability; learning disabilities",
    ),
    concept(
        "young people",
        CHILDREN,
        "youth club; youth; teenagers; young people; school exclusion; exclusions",
    ),
];

const EMPTY_WORDS: &str = "about after all and any are because been before better can centre community for fewer fictional \
    from full get group groups has have help how into its less many more much need needs new not \
    now our out people person project service services should someone support that the their them \
    there they this those too under use want ways were when where which who why will with without \
    would you your";

/// Whether a word says nothing of what a text is about.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY_WORDS.split(' ').any(|empty| empty == word)
}
