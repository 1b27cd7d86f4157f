//! Which secret of an app is in force.

use crate::line::{Beginning, Line};
use shared::clock::Timestamp;
use shared::ids::ClientId;
use std::collections::HashMap;

/// What lines say of secrets, by client id.
#[derive(Debug, Default)]
pub(crate) struct Secrets(HashMap<String, Vec<Made>>);

/// A secret that was made.
#[derive(Debug)]
struct Made {
    secret: Beginning,
    began: Timestamp,
    answered: Timestamp,
}

impl Secrets {
    pub(crate) fn made(&mut self, client_id: &ClientId, secret: &str, line: &Line) {
        let made = Made { secret: secret.to_owned(), began: line.began, answered: line.answered };
        self.0.entry(client_id.to_string()).or_default().push(made);
    }

    /// Whether this secret of a restored app is the last one. Where two were made at once it cannot be told which was, and
    /// neither is believed.
    pub(crate) fn is_in_force(&self, client_id: &ClientId, secret: &str) -> bool {
        let Some(all) = self.0.get(client_id.as_str()) else { return true };
        let Some(last) = all.iter().max_by_key(|made| made.began) else { return true };
        let at_once = |made: &&Made| made.secret != last.secret && made.answered >= last.began;
        last.secret == secret && !all.iter().any(|made| at_once(&made))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Said;

    fn secrets(app: &ClientId, made: &[(&str, i64, i64)]) -> Secrets {
        let mut secrets = Secrets::default();
        for (secret, began, answered) in made {
            let (began, answered) = (Timestamp::from_millis(*began), Timestamp::from_millis(*answered));
            secrets.made(app, secret, &Line { began, answered, said: Said::Nothing });
        }
        secrets
    }

    #[test]
    fn o17_the_last_secret_is_in_force_in_whatever_order_the_lines_come() {
        let app = ClientId::generate();
        for made in [[("a", 1, 2), ("b", 5, 6)], [("b", 5, 6), ("a", 1, 2)]] {
            let known = secrets(&app, &[made[0], made[1], made[0]]);
            assert_eq!(["a", "b", "older"].map(|secret| known.is_in_force(&app, secret)), [false, true, false]);
        }
        assert!(secrets(&ClientId::generate(), &[("a", 1, 2)]).is_in_force(&app, "of which no line tells"));
    }

    #[test]
    fn o17_of_two_secrets_made_at_once_neither_is_believed() {
        let app = ClientId::generate();
        let known = secrets(&app, &[("a", 1, 5), ("b", 5, 6)]);
        assert_eq!(["a", "b"].map(|secret| known.is_in_force(&app, secret)), [false, false]);
    }
}
