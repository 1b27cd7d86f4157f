//! What several places are made of.

use crate::text::declare::{Text, texts};

texts! {
    /// What an error page says.
    ErrorText {
        /// What happened, in a few words.
        title: Text,
        /// What happened, in a sentence; and what did not.
        happened: Text,
        /// What to do now.
        remedy: Text,
    }
}

texts! {
    /// What is asked before something that cannot be taken back.
    Confirmation {
        /// What leads to the question.
        open: Text,
        /// The question.
        title: Text,
        /// What will happen.
        effect: Text,
        /// What will not, or whether there is a way back.
        beyond: Text,
        /// The button that does it: the act, not "OK".
        button: Text,
    }
}
