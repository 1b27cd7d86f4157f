//! How users sign in, as the operator decided: read and checked once, before the first request. A function that cannot sign
//! anybody in does not start, and says in one line which variable is to blame.

mod handoff;
mod secret;
#[cfg(test)]
mod tests;

pub(crate) use handoff::Handoff;

use crate::claims::Rules;
use crate::issuer::{self, Issuer, IssuerConfig};
use crate::setting::{BadSignIn, Variables, address};
use shared::config::variable;
use url::Url;

/// How users sign in.
#[derive(Debug)]
pub struct SignIn {
    pub(crate) way: Way,
    pub(crate) rules: Rules,
    /// Where they end their sign-in at the issuer, or in the product.
    pub(crate) sign_out_url: Option<Url>,
}

/// Who vouches for them.
#[derive(Debug)]
pub(crate) enum Way {
    /// An OpenID Connect issuer.
    Issuer(Box<Issuer>),
    /// The product, which has a login page of its own.
    Handoff(Box<Handoff>),
}

impl SignIn {
    /// From the environment: `OIDC_ISSUER` or `HANDOFF_URL`, what belongs to it, and what is to be read from claims.
    pub fn from_env() -> Result<Self, BadSignIn> {
        Self::from(&variable)
    }

    /// From wherever `variables` come from; an empty one is to be none.
    pub fn from(variables: &dyn Fn(&str) -> Option<String>) -> Result<Self, BadSignIn> {
        let way = match (variables("OIDC_ISSUER"), variables("HANDOFF_URL")) {
            (Some(_), Some(_)) => {
                return Err(BadSignIn::new(
                    "HANDOFF_URL",
                    "is set, and so is OIDC_ISSUER: users sign in in one of the two ways",
                ));
            }
            (None, None) => {
                return Err(BadSignIn::new(
                    "OIDC_ISSUER",
                    "is not set, and HANDOFF_URL is not either: one of them says how users sign in",
                ));
            }
            (Some(url), None) => {
                none_of(
                    &handoff::VARIABLES,
                    variables,
                    "is set, which belongs to HANDOFF_URL, and OIDC_ISSUER is set instead",
                )?;
                Way::Issuer(Box::new(Issuer::new(IssuerConfig::from(&url, variables)?)?))
            }
            (None, Some(url)) => {
                none_of(
                    &issuer::VARIABLES,
                    variables,
                    "is set, which belongs to OIDC_ISSUER, and HANDOFF_URL is set instead",
                )?;
                Way::Handoff(Box::new(Handoff::from(&url, variables)?))
            }
        };
        let sign_out_url = variables("SIGN_OUT_URL").map(|url| address("SIGN_OUT_URL", &url)).transpose()?;
        Ok(Self { way, rules: Rules::from(variables)?, sign_out_url })
    }

    /// Who vouches for users, as somebody is told who starts this.
    pub fn voucher(&self) -> &str {
        match &self.way {
            Way::Issuer(issuer) => issuer.name(),
            Way::Handoff(handoff) => handoff.product(),
        }
    }
}

/// A variable of the other way is a mistake: somebody believes that it counts.
fn none_of(others: &[&'static str], variables: Variables<'_>, problem: &'static str) -> Result<(), BadSignIn> {
    match others.iter().find(|&&other| variables(other).is_some()) {
        Some(variable) => Err(BadSignIn::new(variable, problem)),
        None => Ok(()),
    }
}
