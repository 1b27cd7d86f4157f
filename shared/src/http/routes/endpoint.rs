//! The endpoints, by the function that answers them: each function matches its own, and the compiler asks for a new one.

/// A Lambda function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `functions/authorize`
    Authorize,
    /// `functions/consent`
    Consent,
    /// `functions/token`
    Token,
    /// `functions/apps`
    Apps,
    /// `functions/proxy`
    Proxy,
    /// `functions/session`
    Session,
}

impl Function {
    /// The name of its crate, its binary and its block in `template.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Consent => "consent",
            Self::Token => "token",
            Self::Apps => "apps",
            Self::Proxy => "proxy",
            Self::Session => "session",
        }
    }
}

/// What a request wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// What a browser is sent to.
    Authorize(AuthorizeEndpoint),
    /// The decision on the consent page.
    Consent,
    /// What servers call.
    Token(TokenEndpoint),
    /// Sign-in.
    SignIn(SignInEndpoint),
    /// The settings.
    Settings(SettingsEndpoint),
    /// An app's picture.
    Picture,
    /// A call of the management API.
    Api(ApiCall),
    /// The product's API.
    PublicApi,
}

impl Endpoint {
    /// Who answers.
    pub fn function(self) -> Function {
        match self {
            Self::Authorize(_) => Function::Authorize,
            Self::Consent => Function::Consent,
            Self::Token(_) => Function::Token,
            Self::SignIn(_) => Function::Session,
            Self::Settings(_) | Self::Picture | Self::Api(_) => Function::Apps,
            Self::PublicApi => Function::Proxy,
        }
    }
}

/// What a browser is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizeEndpoint {
    /// The consent page.
    ConsentPage,
    /// A file of ours.
    Asset,
}

/// What servers call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenEndpoint {
    /// A code for a token.
    Exchange,
    /// A token given back.
    Revoke,
    /// What a credential is.
    Introspect,
    /// What this server can do.
    Metadata,
    /// Whether a page elsewhere may ask for that.
    MetadataPreflight,
}

/// Sign-in, `/login…` and `/logout`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInEndpoint {
    /// To whoever vouches for users.
    Login,
    /// The page with a link to that.
    Ask,
    /// What whoever vouches for users sent back.
    Callback,
    /// The org that somebody chose who may act for several.
    Org,
    /// The end of a session.
    Logout,
    /// The page after it.
    Ended,
}

/// The settings, `/settings/…`, and `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsEndpoint {
    /// `/`, which leads to the settings.
    Home,
    /// The org's apps.
    ListApps,
    /// The form for a new app.
    NewApp,
    /// Registers an app.
    CreateApp,
    /// An app and its form.
    ShowApp,
    /// Changes an app.
    EditApp,
    /// Asks before a new secret is made.
    ConfirmRotateSecret,
    /// Makes a new secret.
    RotateSecret,
    /// Asks before an app is deleted.
    ConfirmDeleteApp,
    /// Deletes an app.
    DeleteApp,
    /// The org's API keys, and the form for a new one.
    ListKeys,
    /// Makes an API key.
    CreateKey,
    /// Deletes an API key.
    DeleteKey,
    /// What the user has approved.
    ListApproved,
    /// Takes an approval back.
    RevokeApproval,
}

/// The management API, `/api/…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiCall {
    /// The org's apps.
    ListApps,
    /// Registers an app.
    CreateApp,
    /// An app.
    ShowApp,
    /// Changes what is sent of an app.
    EditApp,
    /// Deletes an app.
    DeleteApp,
    /// Makes a new secret.
    RotateSecret,
    /// Ends what a user has.
    OffboardUser,
    /// Ends what a user has in one org.
    OffboardMember,
    /// Ends an org.
    OffboardOrg,
    /// Any of these three, and [`EndRights`](Self::EndRights), named in the body.
    Offboard,
    /// Signs a user out everywhere.
    EndSessions,
    /// Ends what a user's role in one org opens.
    EndRights,
}
