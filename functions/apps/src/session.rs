//! Who is here, and may they: the steps every settings page begins with.

use crate::error::Error;
use crate::form::upload::{self, Submission};
use maud::{Markup, html};
use shared::config::Config;
use shared::credential::{self, Secret};
use shared::deps::Deps;
use shared::html::script::Script;
use shared::html::texts;
use shared::html::{NavItem, Page, Sheet, Visitor};
use shared::http::cookie;
use shared::http::cross_site::is_cross_site;
use shared::http::document::Document;
use shared::http::request::Request;
use shared::ids::ClientId;
use shared::log::Outcome;
use shared::sign_in::unsent;
use shared::store::{App, Role, SESSION_LIFETIME, Session};
use shared::text::Texts;
use shared::ticket;
use shared::wire::params::Params;
use std::ops::Deref;

const PURPOSE: &str = "settings";

/// Somebody signed in, for what is each user's own.
pub(crate) struct UserSession {
    /// Who.
    pub session: Session,
    /// In which language they read.
    pub texts: &'static Texts,
    secret: Secret<credential::Session>,
    /// A form was sent from here when nobody was signed in.
    unsent: bool,
}

/// An admin, for what is their org's. Whatever a user may, they may too.
pub(crate) struct AdminSession(UserSession);

impl Deref for AdminSession {
    type Target = UserSession;

    fn deref(&self) -> &UserSession {
        &self.0
    }
}

impl AdminSession {
    /// Who asks. One round trip.
    pub(crate) async fn read(deps: &Deps, request: &Request) -> Result<Self, Error> {
        Self::of(UserSession::read(deps, request).await?)
    }

    /// Who asks, and in the same round trip the app that it is about. Another org's app is not found: its existence is none
    /// of their business.
    pub(crate) async fn for_app(deps: &Deps, request: &Request, client_id: &str) -> Result<(Self, App), Error> {
        let client_id = ClientId::parse(client_id);
        let (user, app) = UserSession::load(deps, request, client_id.as_ref()).await?;
        let admin = Self::of(user)?;
        let app = app.filter(|app| app.org == admin.session.org).ok_or(Error::NotFound)?;
        Ok((admin, app))
    }

    fn of(user: UserSession) -> Result<Self, Error> {
        match user.session.role {
            Role::Admin => Ok(Self(user)),
            Role::Member => Err(Error::NotAdmin(Box::new(user.session))),
        }
    }
}

impl UserSession {
    /// Who asks. One round trip.
    pub(crate) async fn read(deps: &Deps, request: &Request) -> Result<Self, Error> {
        let (user, _) = Self::load(deps, request, None).await?;
        Ok(user)
    }

    async fn load(deps: &Deps, request: &Request, client_id: Option<&ClientId>) -> Result<(Self, Option<App>), Error> {
        let secret = cookie::session(request, &deps.config).ok_or(Error::SignedOut)?;
        let (session, app) = deps.store.load_session_and_app(&secret, client_id).await.map_err(Error::Store)?;
        let session = session.filter(|session| session.is_live(request.now)).ok_or(Error::SignedOut)?;
        let unsent = unsent::is_remembered(request, &deps.config);
        Ok((Self { session, texts: texts(request), secret, unsent }, app))
    }

    /// The ticket for a form that posts to `path`. It opens that one path, for as long as the session lasts.
    pub(crate) fn ticket(&self, path: &str, request: &Request) -> String {
        self.ticket_for(path, "", request)
    }

    /// The same, for as long as `matter` stays as it is, too.
    pub(crate) fn ticket_for(&self, path: &str, matter: &str, request: &Request) -> String {
        ticket::mint(&self.secret, PURPOSE, &self.values(path, matter), request.now)
    }

    /// A ticket that also tells what its form is about, such as the version of an app that it showed: letters and digits.
    pub(crate) fn telling_ticket(&self, path: &str, matter: &str, request: &Request) -> String {
        format!("{matter}.{}", self.ticket_for(path, matter, request))
    }

    /// The form that was posted, once it is sure that it is ours.
    pub(crate) fn form<'a>(&self, deps: &Deps, request: &'a Request) -> Result<Params<'a>, Error> {
        self.form_for(deps, request, "")
    }

    /// The same, for a ticket about `matter`.
    pub(crate) fn form_for<'a>(&self, deps: &Deps, request: &'a Request, matter: &str) -> Result<Params<'a>, Error> {
        from_here(deps, request)?;
        let form = upload::fields(request).map_err(Error::Form)?;
        self.check_ticket(&ticket_of(&form), request, matter)?;
        Ok(form)
    }

    /// The same, and what its ticket tells.
    pub(crate) fn telling_form<'a>(&self, deps: &Deps, request: &'a Request) -> Result<(Params<'a>, String), Error> {
        from_here(deps, request)?;
        let form = upload::fields(request).map_err(Error::Form)?;
        let told = self.told(&form, request)?;
        Ok((form, told))
    }

    /// The app form, which may bring a file, and what its ticket tells. What is in the file is not looked at before it is
    /// sure that the form is ours.
    pub(crate) fn app_form<'a>(&self, deps: &Deps, request: &'a Request) -> Result<(Submission<'a>, String), Error> {
        from_here(deps, request)?;
        let posted = Submission::read(request).map_err(Error::Form)?;
        let told = self.told(&posted.fields, request)?;
        Ok((posted, told))
    }

    fn told(&self, form: &Params<'_>, request: &Request) -> Result<String, Error> {
        let sent = ticket_of(form);
        let (matter, ticket) = sent.split_once('.').ok_or(Error::Ticket)?;
        self.check_ticket(ticket, request, matter)?;
        Ok(matter.to_owned())
    }

    fn check_ticket(&self, ticket: &str, request: &Request, matter: &str) -> Result<(), Error> {
        let values = self.values(request.path(), matter);
        ticket::verify(ticket, &self.secret, PURPOSE, &values, SESSION_LIFETIME, request.now).map_err(|_| Error::Ticket)
    }

    fn values<'a>(&'a self, path: &'a str, matter: &'a str) -> [&'a str; 4] {
        [self.session.user.as_str(), self.session.org.as_str(), path, matter]
    }

    /// A page for them, at one of the places in the settings.
    pub(crate) fn document(
        &self,
        config: &Config,
        place: NavItem,
        title: &str,
        script: Option<Script>,
        content: Markup,
    ) -> Document {
        let visitor = Visitor::In(&self.session, Some(place));
        let content = if self.unsent {
            html! { p.notice role="alert" { (self.texts.frame.unsent) } (content) }
        } else {
            content
        };
        Page { title, visitor, sheet: Sheet::Settings, script, content }.document(config, self.texts)
    }

    /// What the log says of something done here.
    pub(crate) fn outcome(&self, event: &'static str) -> Outcome {
        Outcome::new(event).principal(&self.session.user, &self.session.org)
    }
}

fn ticket_of(form: &Params<'_>) -> String {
    form.get("ticket").ok().flatten().unwrap_or_default()
}

fn from_here(deps: &Deps, request: &Request) -> Result<(), Error> {
    if is_cross_site(request, &deps.config) { Err(Error::CrossSite) } else { Ok(()) }
}
