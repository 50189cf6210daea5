//! One declaration a type: the struct, its writing, its reading and its line in the table of kinds.

/// The fields of a declaration for tables and forms. `as` names a function that says how a field is asked for, where its type does not.
macro_rules! lines {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ty $(as $control:path)?,)*) => {{
        const LINES: &[$crate::fact::table::Line] = &[$($crate::fact::table::Line {
            name: stringify!($field),
            form: <$type as $crate::fact::Field>::describe,
            required: || <$type as $crate::fact::Field>::absent().is_none(),
            control: $crate::fact::shape::asked!($type $(, $control)?),
            check: $crate::fact::field::check::<$type>,
            meaning: concat!($($doc),+),
        }),*];
        LINES
    }};
}

/// How a field is asked for: as its type is, or as its declaration says.
macro_rules! asked {
    ($type:ty) => {
        <$type as $crate::fact::Field>::control
    };
    ($type:ty, $control:path) => {
        $control
    };
}

/// A struct that is written as an object with one member a field. `check` names a function that tests fields against each other.
macro_rules! record {
    ($(#[doc = $doc:literal])+ pub struct $name:ident {
        $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty $(as $control:path)?,)*
    } $(check $check:path)?) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[doc = $field_doc])+ pub $field: $type,)* }

        impl $crate::fact::Written for $name {
            fn write(&self) -> $crate::canonical::Value {
                #[allow(unused_mut)]
                let mut object = $crate::fact::Object::new();
                $(if let Some(value) = $crate::fact::Written::member(&self.$field) {
                    object.insert(stringify!($field).to_owned(), value);
                })*
                $crate::canonical::Value::Object(object)
            }
        }

        impl $crate::fact::Field for $name {
            fn read(value: &$crate::canonical::Value) -> Result<Self, $crate::fact::FieldError> {
                let object = $crate::fact::field::object_of(value)?;
                $crate::fact::field::only(object, &[$(stringify!($field)),*])?;
                let read = Self { $($field: $crate::fact::field::member(object, stringify!($field))?,)* };
                $($check(&read)?;)?
                Ok(read)
            }

            fn describe(types: &mut $crate::fact::Types) -> String {
                let fields = $crate::fact::shape::lines!($($(#[doc = $field_doc])+ $field: $type $(as $control)?,)*);
                $crate::fact::table::record(types, stringify!($name), concat!($($doc),+), fields)
            }

            fn control() -> $crate::fact::control::Control {
                let fields = $crate::fact::shape::lines!($($(#[doc = $field_doc])+ $field: $type $(as $control)?,)*);
                $crate::fact::control::Control::Parts(fields)
            }
        }
    };
}

/// A closed set of words. The phrase after the word is how a sentence says it.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ pub enum $name:ident {
        $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal, $phrase:literal;)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $variant_doc])+ $variant,)+ }

        impl $name {
            /// Every choice, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            const WORDS: &'static [$crate::fact::control::Word] = &[$($crate::fact::control::Word {
                word: $word,
                phrase: $phrase,
                meaning: concat!($($variant_doc),+),
            }),+];

            /// The word in a payload.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// How a sentence says it.
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$variant => $phrase,)+ }
            }
        }

        impl $crate::fact::Written for $name {
            fn write(&self) -> $crate::canonical::Value {
                $crate::canonical::Value::Text(self.word().to_owned())
            }
        }

        impl $crate::fact::Field for $name {
            fn read(value: &$crate::canonical::Value) -> Result<Self, $crate::fact::FieldError> {
                match $crate::fact::field::text_of(value, concat!("one of ", $("`", $word, "` "),+))? {
                    $($word => Ok(Self::$variant),)+
                    other => Err($crate::fact::table::not_a_choice(other, &[$($word),+])),
                }
            }

            fn describe(types: &mut $crate::fact::Types) -> String {
                $crate::fact::table::choice(types, stringify!($name), concat!($($doc),+), Self::WORDS)
            }

            fn control() -> $crate::fact::control::Control {
                $crate::fact::control::Control::Choice(Self::WORDS)
            }
        }
    };
}

/// One of several shapes, told apart by the member `type`.
macro_rules! tagged {
    ($(#[doc = $doc:literal])+ pub enum $name:ident {
        $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal {
            $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty $(as $control:path)?,)*
        })+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant { $($(#[doc = $field_doc])+ $field: $type,)* },)+
        }

        impl $name {
            const SHAPES: &'static [$crate::fact::table::Shape] = &[$($crate::fact::table::Shape {
                word: $word,
                meaning: concat!($($variant_doc),+),
                fields: $crate::fact::shape::lines!($($(#[doc = $field_doc])+ $field: $type $(as $control)?,)*),
            }),+];

            /// The word that tells the shape.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word,)+ }
            }
        }

        impl $crate::fact::Written for $name {
            fn write(&self) -> $crate::canonical::Value {
                let mut object = $crate::fact::Object::new();
                object.insert("type".to_owned(), $crate::canonical::Value::Text(self.word().to_owned()));
                match self {
                    $(Self::$variant { $($field),* } => {
                        $(if let Some(value) = $crate::fact::Written::member($field) {
                            object.insert(stringify!($field).to_owned(), value);
                        })*
                    })+
                }
                $crate::canonical::Value::Object(object)
            }
        }

        impl $crate::fact::Field for $name {
            fn read(value: &$crate::canonical::Value) -> Result<Self, $crate::fact::FieldError> {
                let object = $crate::fact::field::object_of(value)?;
                let word = object.get("type").ok_or_else(|| {
                    $crate::fact::FieldError::at("type", $crate::fact::Cause::Missing)
                })?;
                match $crate::fact::field::text_of(word, "a text").map_err(|error| error.within("type"))? {
                    $($word => {
                        $crate::fact::field::only(object, &["type", $(stringify!($field)),*])?;
                        Ok(Self::$variant { $($field: $crate::fact::field::member(object, stringify!($field))?,)* })
                    })+
                    other => Err($crate::fact::table::not_a_choice(other, &[$($word),+]).within("type")),
                }
            }

            fn describe(types: &mut $crate::fact::Types) -> String {
                $crate::fact::table::tagged(types, stringify!($name), concat!($($doc),+), Self::SHAPES)
            }

            fn control() -> $crate::fact::control::Control {
                $crate::fact::control::Control::Shapes(Self::SHAPES)
            }
        }
    };
}

/// The payload of one kind: `"kind" schema Signer => pub struct ...`, what its sentence says after the body's name, and
/// perhaps a check of fields against each other.
macro_rules! fact {
    ($(#[doc = $doc:literal])+ $kind:literal $schema:literal $signer:ident => pub struct $name:ident {
        $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty $(as $control:path)?,)*
    } says $fact:ident $says:block $(check $check:path)?) => {
        $crate::fact::shape::record! {
            $(#[doc = $doc])+ pub struct $name { $($(#[doc = $field_doc])+ $field: $type $(as $control)?,)* } $(check $check)?
        }

        impl $crate::fact::Payload for $name {
            const KIND: &'static str = $kind;
            const SCHEMA: u64 = $schema;
            const SIGNER: $crate::fact::Signer = $crate::fact::Signer::$signer;
            const MEANING: &'static str = concat!($($doc),+);

            fn lines() -> &'static [$crate::fact::table::Line] {
                $crate::fact::shape::lines!($($(#[doc = $field_doc])+ $field: $type $(as $control)?,)*)
            }

            fn predicate(&self) -> String {
                let $fact = self;
                $says
            }
        }
    };
}

pub(crate) use {asked, choice, fact, lines, record, tagged};
