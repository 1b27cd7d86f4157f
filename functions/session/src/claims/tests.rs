//! Every rule of claims, as the documents state it.

#![expect(clippy::needless_pass_by_value, reason = "claims are written where they are read")]

use super::person::Membership;
use super::*;
use serde_json::json;
use shared::store::Role::{Admin, Member};

fn rules(variables: &[(&str, &str)]) -> Rules {
    let find = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    Rules::from(&find).unwrap()
}

fn read(variables: &[(&str, &str)], claims: Value) -> Result<Person, Unfit> {
    read_with(variables, claims, None)
}

fn read_with(variables: &[(&str, &str)], claims: Value, userinfo: Option<Value>) -> Result<Person, Unfit> {
    let (signed, userinfo) = (claims.as_object().unwrap(), userinfo.as_ref().map(|claims| claims.as_object().unwrap()));
    Person::read(&Claims { signed, userinfo }, &rules(variables))
}

/// Org, name, role and customer.
type Said = (String, String, shared::store::Role, Option<String>);

/// What is said of each org.
fn orgs(variables: &[(&str, &str)], claims: Value) -> Result<Vec<Said>, Unfit> {
    let person = read(variables, claims)?;
    let of_each = |membership: Membership| {
        let cus = membership.cus.map(|cus| cus.to_string());
        (membership.org.to_string(), membership.name, membership.role, cus)
    };
    Ok(person.memberships.into_iter().map(of_each).collect())
}

const ORG: [(&str, &str); 2] = [("CLAIM_ORG", "org"), ("CLAIM_ROLE", "role")];

#[test]
fn without_a_claim_for_orgs_each_user_is_one_and_manages_it() {
    let person = read(&[], json!({"sub": "u1", "name": "Ada", "email": "ada@x.example"})).unwrap();
    assert_eq!(
        (person.user.as_str(), person.display_name.as_str(), person.email.as_str()),
        ("u1", "Ada", "ada@x.example")
    );
    let personal = &person.memberships[0];
    assert_eq!((personal.org.as_str(), personal.name.as_str(), personal.role), ("user:u1", "Ada", Admin));
    assert_eq!(read(&[], json!({"sub": "u".repeat(123)})).unwrap().memberships.len(), 1);
    assert_eq!(read(&[], json!({"sub": "u".repeat(124)})), Err(Unfit::Org));
    assert_eq!(orgs(&[("CLAIM_CUS", "cus")], json!({"sub": "u", "cus": 7})).unwrap()[0].3.as_deref(), Some("7"));
}

#[test]
fn a_user_is_an_id_and_null_is_nobody() {
    assert_eq!(read(&[], json!({"sub": 42})).unwrap().user.as_str(), "42");
    for bad in [
        json!({}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": "a b"}),
        json!({"sub": "a/b"}),
        json!({"sub": true}),
        json!({"sub": ["u"]}),
        json!({"sub": 1.5}),
        json!({"sub": "u".repeat(129)}),
    ] {
        assert_eq!(read(&[], bad.clone()), Err(Unfit::User), "{bad}");
    }
    assert_eq!(
        read(&[("CLAIM_USER", "/app/uid")], json!({"sub": "s", "app": {"uid": "u"}})).unwrap().user.as_str(),
        "u"
    );
}

#[test]
fn an_address_is_somebody_only_once_it_is_verified() {
    for variables in [[("CLAIM_USER", "email")], [("CLAIM_USER", "/email")]] {
        let with = |verified: Value| read(&variables, json!({"email": "a@x.example", "email_verified": verified}));
        assert_eq!(with(json!(true)).unwrap().user.as_str(), "a@x.example");
        for bad in [json!(false), json!("true"), json!(1), json!(null)] {
            assert_eq!(with(bad.clone()), Err(Unfit::Unverified), "{bad}");
        }
        assert_eq!(read(&variables, json!({"email": "a@x.example"})), Err(Unfit::Unverified));
        // Whoever says the address says that it is verified: another document may speak of another one.
        let elsewhere = read_with(&variables, json!({"email_verified": true}), Some(json!({"email": "a@x.example"})));
        assert_eq!(elsewhere, Err(Unfit::Unverified));
        let both = read_with(&variables, json!({}), Some(json!({"email": "a@x.example", "email_verified": true})));
        assert_eq!(both.unwrap().user.as_str(), "a@x.example");
    }
}

#[test]
fn one_org_has_its_role_name_and_customer_in_claims_of_their_own() {
    let variables = [ORG[0], ORG[1], ("CLAIM_ORG_NAME", "org_name"), ("CLAIM_CUS", "cus")];
    let claims = |role: Value| json!({"sub": "u", "org": "acme", "role": role, "org_name": "Acme", "cus": "c1"});
    for (role, expected) in [
        (json!("admin"), Admin),
        (json!("owner"), Admin),
        (json!(["x", "owner"]), Admin),
        (json!("member"), Member),
        (json!([]), Member),
        (json!(null), Member),
        (json!("Admin"), Member),
        (json!("admin,x"), Member),
        (json!({"acme": "admin"}), Admin),
        (json!({"acme": ["admin"]}), Admin),
        (json!({"other": "admin"}), Member),
        (json!({"admin": "x"}), Member),
    ] {
        let found = orgs(&variables, claims(role.clone())).unwrap();
        assert_eq!(found, [("acme".to_owned(), "Acme".to_owned(), expected, Some("c1".to_owned()))], "{role}");
        // A list of one is one.
        let mut listed = claims(role);
        listed["org"] = json!(["acme"]);
        assert_eq!(orgs(&variables, listed).unwrap(), found);
    }
    for bad in [
        json!(true),
        json!(1),
        json!([1]),
        json!(["admin", null]),
        json!({"acme": true}),
        json!({"acme": {"admin": 1}}),
    ] {
        assert_eq!(orgs(&variables, claims(bad.clone())), Err(Unfit::Role), "{bad}");
    }
    // The keys of an object are no roles, whatever they are called.
    let keyed = json!({"sub": "u", "org": "acme", "role": {"admin": {"acme": "acme.example"}}});
    assert_eq!(orgs(&variables, keyed).unwrap()[0].2, Member);
}

#[test]
fn which_roles_manage_is_the_operators_to_say() {
    let variables = [ORG[0], ORG[1], ("ADMIN_ROLES", "boss, Chief ,")];
    let role = |role: &str| orgs(&variables, json!({"sub": "u", "org": "a", "role": role})).unwrap()[0].2;
    assert_eq!([role("boss"), role("Chief"), role("admin"), role("")], [Admin, Admin, Member, Member]);
}

#[test]
fn named_users_manage_their_org() {
    let variables = [("CLAIM_ORG", "hd"), ("ADMIN_USERS", "u1, 42")];
    let role = |claims| orgs(&variables, claims).unwrap()[0].2;
    assert_eq!(role(json!({"sub": "u1", "hd": "acme.example"})), Admin);
    assert_eq!(role(json!({"sub": 42, "hd": "acme.example"})), Admin);
    assert_eq!(role(json!({"sub": "u2", "hd": "acme.example"})), Member);
    // Of which of several orgs is not said.
    assert_eq!(role(json!({"sub": "u1", "hd": ["a", "b"]})), Member);
    assert_eq!(role(json!({"sub": "u1", "hd": [{"id": "a"}]})), Member);
}

#[test]
fn an_org_is_an_id_and_nobodys_own() {
    for (bad, why) in [
        (json!(null), Unfit::Org),
        (json!(""), Unfit::Org),
        (json!("a b"), Unfit::Org),
        (json!("a?b"), Unfit::Org),
        (json!(true), Unfit::Org),
        (json!({"id": "a"}), Unfit::Org),
        (json!([]), Unfit::Org),
        (json!(["a", {"id": "b"}]), Unfit::Org),
        (json!([["a"]]), Unfit::Org),
        (json!([null]), Unfit::Org),
        (json!([{}]), Unfit::Org),
        (json!([{"id": null}]), Unfit::Org),
        (json!("user:u"), Unfit::PersonalOrg),
        (json!(["a", "user:u"]), Unfit::PersonalOrg),
        (json!([{"id": "user:"}]), Unfit::PersonalOrg),
        (json!(["a", "a"]), Unfit::SameOrgTwice),
        (json!([{"id": "a"}, {"id": "b"}, {"id": "a"}]), Unfit::SameOrgTwice),
        (json!([7, "7"]), Unfit::SameOrgTwice),
        (json!((0..51).collect::<Vec<_>>()), Unfit::TooManyOrgs),
    ] {
        assert_eq!(orgs(&ORG, json!({"sub": "u", "org": bad.clone()})), Err(why), "{bad}");
    }
    assert_eq!(orgs(&ORG, json!({"sub": "u"})), Err(Unfit::Org));
    assert_eq!(orgs(&ORG, json!({"sub": "u", "org": (0..50).collect::<Vec<_>>()})).unwrap().len(), 50);
}

#[test]
fn of_several_ids_everybody_is_a_member_unless_each_has_its_role() {
    let variables = [ORG[0], ORG[1], ("CLAIM_CUS", "cus"), ("CLAIM_ORG_NAME", "org_name")];
    let with = |role: Value| {
        orgs(&variables, json!({"sub": "u", "org": ["a", "b"], "role": role, "cus": "c", "org_name": "A"}))
    };
    let member = |id: &str| (id.to_owned(), id.to_owned(), Member, None);
    for role in [json!("admin"), json!(["admin", "owner"]), json!(null)] {
        assert_eq!(with(role.clone()).unwrap(), [member("a"), member("b")], "{role}");
    }
    let each = with(json!({"b": ["owner"], "admin": "x"})).unwrap();
    assert_eq!(each, [member("a"), ("b".to_owned(), "b".to_owned(), Admin, None)]);
    assert_eq!(with(json!({"b": 1})), Err(Unfit::Role));
    assert_eq!(with(json!(true)), Err(Unfit::Role));
}

#[test]
fn of_several_objects_role_name_and_customer_are_each_ones_own() {
    let variables = [ORG[0], ORG[1], ("CLAIM_CUS", "cus")];
    let claims = json!({"sub": "u", "role": "admin", "cus": "c9", "org": [
        {"id": "a", "name": "A & Co", "role": "owner", "cus": "c1"}, {"id": 2, "role": ["x"], "name": 7, "cus": null}, {"id": "c"}]});
    assert_eq!(
        orgs(&variables, claims).unwrap(),
        [
            ("a".to_owned(), "A & Co".to_owned(), Admin, Some("c1".to_owned())),
            ("2".to_owned(), "2".to_owned(), Member, None),
            ("c".to_owned(), "c".to_owned(), Member, None),
        ]
    );
    for (entry, why) in
        [(json!({"id": "a", "role": {"a": "admin"}}), Unfit::Role), (json!({"id": "a", "cus": "c d"}), Unfit::Customer)]
    {
        assert_eq!(orgs(&variables, json!({"sub": "u", "org": [entry]})), Err(why));
    }
}

#[test]
fn a_customer_is_an_id() {
    let variables = [ORG[0], ORG[1], ("CLAIM_CUS", "cus")];
    for bad in [json!(""), json!("a b"), json!(true), json!([]), json!({})] {
        assert_eq!(
            orgs(&variables, json!({"sub": "u", "org": "a", "cus": bad.clone()})),
            Err(Unfit::Customer),
            "{bad}"
        );
    }
    assert_eq!(orgs(&variables, json!({"sub": "u", "org": "a", "cus": null})).unwrap()[0].3, None);
}

#[test]
fn what_is_only_shown_signs_nobody_out() {
    let shown = |claims| read(&[], claims).map(|person| (person.display_name, person.email)).unwrap();
    assert_eq!(shown(json!({"sub": "u"})), ("u".to_owned(), String::new()));
    assert_eq!(shown(json!({"sub": "u", "name": ["x"], "email": 7})), ("u".to_owned(), String::new()));
    assert_eq!(shown(json!({"sub": "u", "name": " ", "email": "a@x"})), ("a@x".to_owned(), "a@x".to_owned()));
    let named =
        read(&[("CLAIM_NAME", "/p/n"), ("CLAIM_EMAIL", "upn")], json!({"sub": "u", "p": {"n": "N"}, "upn": "e"}))
            .unwrap();
    assert_eq!((named.display_name.as_str(), named.email.as_str()), ("N", "e"));
}

#[test]
fn userinfo_is_for_what_decides_and_lacks_and_never_for_a_choice() {
    let variables = [ORG[0], ORG[1], ("CLAIM_CUS", "cus")];
    let lack = |claims: Value| rules(&variables).lack_something(claims.as_object().unwrap());
    assert!(!lack(json!({"sub": "u", "org": "a", "role": "x", "cus": "c"})));
    for lacking in [
        json!({"sub": "u", "role": "x", "cus": "c"}),
        json!({"sub": "u", "org": "a", "cus": "c"}),
        json!({"sub": "u", "org": ["a"], "role": "x", "cus": null}),
    ] {
        assert!(lack(lacking.clone()), "{lacking}");
    }
    assert!(!lack(json!({"sub": "u", "org": ["a", "b"]})) && !lack(json!({"sub": "u", "org": [{"id": "a"}]})));
    assert!(!rules(&[]).lack_something(json!({"sub": "u"}).as_object().unwrap()));
    let more = json!({"sub": "u", "org": "b", "role": "admin", "cus": "c", "name": "N"});
    let person = read_with(&variables, json!({"sub": "u", "org": "a"}), Some(more)).unwrap();
    let found = &person.memberships[0];
    assert_eq!((found.org.as_str(), found.role, person.display_name.as_str()), ("a", Admin, "u"));
    let unsigned = read_with(&variables, json!({"sub": "u"}), Some(json!({"org": ["a", "b"]})));
    assert_eq!(unsigned, Err(Unfit::UnsignedOrgs));
}

#[test]
fn the_org_that_was_chosen_is_one_of_theirs() {
    let person = read(&ORG, json!({"sub": "u", "org": ["a", "b"]})).unwrap();
    assert_eq!(person.membership("b").unwrap().org.as_str(), "b");
    for bad in ["", "c", "A", "a,b"] {
        assert_eq!(person.membership(bad), Err(Unfit::NotTheirs), "{bad}");
    }
}
