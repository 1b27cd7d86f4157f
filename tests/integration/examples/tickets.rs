//! The functions that sign a ticket in Node, Python and PHP: taken out of docs/sign-in.md, and run.

use crate::harness::process::{Folder, PATIENCE, Process};
use crate::harness::product::{self, ORIGIN, Product};
use crate::session::session_item;
use serde_json::json;
use tokio::process::Command;

/// What a language needs around the document's function, to sign what stands on its command line.
struct Runner {
    language: &'static str,
    program: &'static str,
    before: &'static str,
    after: &'static str,
    file: &'static str,
    remedy: &'static str,
}

/// The block of code, as it stands there.
fn snippet(language: &str) -> &'static str {
    let document = include_str!("../../../docs/sign-in.md");
    let blocks: Vec<_> = document.split(&format!("```{language}\n")).skip(1).collect();
    let [block] = blocks.as_slice() else { panic!("{} blocks of {language}", blocks.len()) };
    block.split("```").next().unwrap()
}

impl Runner {
    /// Signs somebody in whose name JSON must escape.
    async fn signs_in(&self) {
        let product = Product::new("HS256");
        let server = product.server(&[("CLAIM_ORG", "org"), ("CLAIM_ROLE", "role")]).await;
        let visitor = server.visitor();
        let nonce = product::begin(&visitor, "/login").await;
        let name = r#"Zoë "Ada" / Ωμέγα 🦉"#;
        let claims = json!({"sub": "ada", "org": "acme", "role": "admin", "name": name}).to_string();

        let folder = Folder::new();
        let code = format!("{}{}{}", self.before, snippet(self.language), self.after);
        std::fs::write(folder.path().join(self.file), code).unwrap();
        let mut command = Command::new(self.program);
        command.arg(self.file).current_dir(folder.path());
        command.args([claims.as_str(), &nonce, ORIGIN, &server.url, &product.signer.known_by()]);
        let ended = Process::start(&mut command, self.remedy).end(PATIENCE).await;
        let [ticket] = ended.said.as_slice() else { panic!("{ended:?}") };

        let answer = product::present(&visitor, ticket).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
        let session = session_item(&server).await;
        for (attribute, value) in [("user", "ada"), ("org", "acme"), ("role", "admin"), ("display_name", name)] {
            assert_eq!(session[attribute].as_s().unwrap(), value);
        }
    }
}

#[tokio::test]
async fn t2_a_ticket_signed_in_node_as_the_document_shows_signs_in() {
    let after = "\nconst [claims, nonce, product, postern, secret] = process.argv.slice(2);\n\
        console.log(signTicket(JSON.parse(claims), { nonce, product, postern, secret }));\n";
    let remedy = "Type: sudo apt-get install -y nodejs";
    Runner { language: "js", program: "node", before: "", after, file: "sign.mjs", remedy }.signs_in().await;
}

#[tokio::test]
async fn t2_a_ticket_signed_in_python_as_the_document_shows_signs_in() {
    let after = "\nimport sys\nprint(sign_ticket(json.loads(sys.argv[1]), *sys.argv[2:]))\n";
    let remedy = "Type: sudo apt-get install -y python3";
    Runner { language: "python", program: "python3", before: "", after, file: "sign.py", remedy }.signs_in().await;
}

#[tokio::test]
async fn t2_a_ticket_signed_in_php_as_the_document_shows_signs_in() {
    let after = "\necho sign_ticket(json_decode($argv[1], true), ...array_slice($argv, 2)), \"\\n\";\n";
    let remedy = "Type: sudo apt-get install -y php-cli";
    Runner { language: "php", program: "php", before: "<?php\n", after, file: "sign.php", remedy }.signs_in().await;
}
