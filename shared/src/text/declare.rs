//! How groups of texts are declared, so that whoever checks them misses none.

/// A sentence, or a word. `{name}` stands for a value: see [`fill()`](super::fill()).
pub type Text = &'static str;

#[cfg(test)]
/// Hands every sentence to whoever checks them, each with its name.
pub(super) trait Each {
    fn each(&self, name: &str, look: &mut dyn FnMut(&str, Text));
}

#[cfg(test)]
impl Each for Text {
    fn each(&self, name: &str, look: &mut dyn FnMut(&str, Text)) {
        look(name, self);
    }
}

#[cfg(test)]
impl<const N: usize> Each for [Text; N] {
    fn each(&self, name: &str, look: &mut dyn FnMut(&str, Text)) {
        for text in self {
            look(name, text);
        }
    }
}

/// Declares a group of texts, and how to go through them.
macro_rules! texts {
    ($(#[$doc:meta])* $group:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $group { $($(#[$field_doc])* pub $field: $kind,)* }

        #[cfg(test)]
        impl crate::text::declare::Each for $group {
            fn each(&self, name: &str, look: &mut dyn FnMut(&str, Text)) {
                $(self.$field.each(&format!("{name}.{}", stringify!($field)), look);)*
            }
        }
    };
}

pub(super) use texts;
