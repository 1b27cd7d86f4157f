//! The calls of the management API, `/api/…`.

/// A call of the management API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
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
