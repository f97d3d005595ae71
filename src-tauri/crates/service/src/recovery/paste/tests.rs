use super::*;

/// The codes found, each with `*` behind it when it was used.
fn codes(text: &str) -> Vec<String> {
    let pasted = understand(text);
    pasted.codes.iter().map(|code| format!("{}{}", code.code.expose(), if code.used { "*" } else { "" })).collect()
}

#[test]
fn one_code_a_line() {
    assert_eq!(codes("w8ku-5dfa\nh3xp-97jc\n\n t6zs-r0bn \n"), ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn"]);
    assert_eq!(codes("48201733\r\n90517264\r\n"), ["48201733", "90517264"]);
    assert_eq!(codes("4f9Kq2Zx"), ["4f9Kq2Zx"]);
}

#[test]
fn columns() {
    assert_eq!(
        codes("w8ku-5dfa   h3xp-97jc\nt6zs-r0bn\tpq3t-8hwn"),
        ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn", "pq3t-8hwn"]
    );
    assert_eq!(codes("w8ku-5dfa h3xp-97jc"), ["w8ku-5dfa", "h3xp-97jc"]);
    assert_eq!(codes("48201733 90517264 11837465"), ["48201733", "90517264", "11837465"]);
    assert_eq!(codes("48201733, 90517264;11837465"), ["48201733", "90517264", "11837465"]);
    assert_eq!(codes("| 1 | w8ku-5dfa |\n|---|---|\n| 2 | h3xp-97jc |"), ["w8ku-5dfa", "h3xp-97jc"]);
}

#[test]
fn numbers_of_a_list() {
    assert_eq!(codes("1. w8ku-5dfa\n2. h3xp-97jc\n10. t6zs-r0bn"), ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn"]);
    assert_eq!(codes("1) 48201733\n2) 90517264"), ["48201733", "90517264"]);
    assert_eq!(codes("1.w8ku-5dfa"), ["w8ku-5dfa"]);
    assert_eq!(codes("1 - w8ku5dfa\n2 - h3xp97jc"), ["w8ku5dfa", "h3xp97jc"]);
    assert_eq!(codes("1 w8ku-5dfa\n2 h3xp-97jc"), ["w8ku-5dfa", "h3xp-97jc"]);
    assert_eq!(codes("1. 4820 1733   6. 9051 7264"), ["4820 1733", "9051 7264"]);
    assert_eq!(codes("1. w8ku-5dfa 2. h3xp-97jc"), ["w8ku-5dfa", "h3xp-97jc"]);
    assert_eq!(codes("Code 1: w8ku-5dfa\nCode 2: h3xp-97jc"), ["w8ku-5dfa", "h3xp-97jc"]);
}

#[test]
fn groups_within_a_code() {
    assert_eq!(codes("4820 1733\n9051 7264"), ["4820 1733", "9051 7264"]);
    assert_eq!(codes("a1b2c d3e4f g5h6i j7k8l"), ["a1b2c d3e4f g5h6i j7k8l"]);
    assert_eq!(codes("12 34 56 78"), ["12 34 56 78"]);
    assert_eq!(codes("4820 - 1733"), ["4820-1733"]);
    assert_eq!(codes("w8ku\u{2013}5dfa\nh3xp\u{2011}97jc"), ["w8ku-5dfa", "h3xp-97jc"]);
    assert_eq!(codes("4820\u{a0}1733"), ["4820 1733"]);
    assert_eq!(codes("AB12-CD34-EF56-GH78-IJ90"), ["AB12-CD34-EF56-GH78-IJ90"]);
}

#[test]
fn bullets_and_quotes() {
    assert_eq!(
        codes("- w8ku-5dfa\n* h3xp-97jc\n• t6zs-r0bn\n– pq3t-8hwn"),
        ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn", "pq3t-8hwn"]
    );
    assert_eq!(codes("`w8ku-5dfa`\n**h3xp-97jc**\n\"t6zs-r0bn\""), ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn"]);
}

#[test]
fn ticked_and_struck_codes_are_used() {
    assert_eq!(codes("[x] w8ku-5dfa\n[ ] h3xp-97jc\n- [X] t6zs-r0bn"), ["w8ku-5dfa*", "h3xp-97jc", "t6zs-r0bn*"]);
    assert_eq!(codes("✓ w8ku-5dfa\nh3xp-97jc ✔\n☐ t6zs-r0bn"), ["w8ku-5dfa*", "h3xp-97jc*", "t6zs-r0bn"]);
    assert_eq!(codes("~~w8ku-5dfa~~\n1. ~~h3xp-97jc~~"), ["w8ku-5dfa*", "h3xp-97jc*"]);
    let struck: String = "w8ku-5dfa".chars().flat_map(|letter| [letter, '\u{336}']).collect();
    assert_eq!(codes(&format!("{struck}\nh3xp-97jc")), ["w8ku-5dfa*", "h3xp-97jc"]);
    assert_eq!(
        codes("w8ku-5dfa (used)\nh3xp-97jc - used 2 Mar\nt6zs-r0bn usado"),
        ["w8ku-5dfa*", "h3xp-97jc*", "t6zs-r0bn*"]
    );
    assert_eq!(codes("w8ku-5dfa,used\nh3xp-97jc,unused"), ["w8ku-5dfa*", "h3xp-97jc"]);
    assert_eq!(codes("[x]   w8ku-5dfa   [ ]   h3xp-97jc"), ["w8ku-5dfa*", "h3xp-97jc"]);
}

#[test]
fn headings_and_sentences_are_left_out() {
    let text = "\
Recovery codes
Keep these 10 codes somewhere safe. Each can be used once.
Account: support@acme.example
Generated 2026-03-02

w8ku-5dfa
h3xp-97jc
2026-03-02
More at https://acme.example/help/2fa
";
    assert_eq!(codes(text), ["w8ku-5dfa", "h3xp-97jc"]);
    assert_eq!(understand(text).left_out, 6);
    assert_eq!(codes("Your backup codes\n48201733"), ["48201733"]);
    assert_eq!(codes("Recovery\nCODES\nbackup"), [""; 0]);
    assert_eq!(codes("You have 10 codes left"), [""; 0]);
    assert_eq!(codes("2-Step Verification backup codes"), [""; 0]);
    assert_eq!(codes("Códigos de recuperación\nGuárdelos bien\nw8ku-5dfa"), ["w8ku-5dfa"]);
}

#[test]
fn letters_alone_are_codes_where_they_are_a_set() {
    assert_eq!(codes("Backup codes\nkqzvhtrm\nplmwoeir\nbvnxtryu"), ["kqzvhtrm", "plmwoeir", "bvnxtryu"]);
    assert_eq!(codes("kqzvhtrm"), ["kqzvhtrm"]);
    assert_eq!(codes("w8ku-5dfa\nhexp-wejc\nwelcome"), ["w8ku-5dfa", "hexp-wejc"]);
    assert_eq!(codes("w8ku-5dfa\nHEXP-WEJC"), ["w8ku-5dfa"], "another case is another set");
}

#[test]
fn a_code_that_is_there_twice_counts_once() {
    let pasted = understand("w8ku-5dfa\nh3xp-97jc\nw8ku5dfa ✓\n");
    assert_eq!((pasted.codes.len(), pasted.twice, pasted.left_out), (2, 1, 0));
    assert!(pasted.codes.first().is_some_and(|code| code.used));
}

#[test]
fn nothing_comes_of_nothing() {
    for text in ["", "\n\n", "-----\n1.\n2)\n", "1234", "[x]", "()", ":", "- - -", "~~", "used"] {
        let pasted = understand(text);
        assert_eq!(pasted.codes.len(), 0, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "\\PC*") {
        understand(&text);
    }

    #[test]
    fn no_layout_makes_it_fail(text in "[a-z0-9 \\-.)~x✓\\[\\]\t|,:(\n\u{336}\u{2013}*_]{0,200}") {
        for code in understand(&text).codes {
            let symbols = code.code.expose().chars().filter(|letter| letter.is_alphanumeric()).count();
            proptest::prop_assert!((LEAST..=MOST).contains(&symbols));
            proptest::prop_assert!(!code.code.expose().contains(['\n', '\t']));
        }
    }

    #[test]
    fn what_was_understood_is_understood_again(codes in proptest::collection::vec("[a-z]{3}[0-9][a-z]-[0-9a-z]{4}[0-9]", 1..12)) {
        let found = understand(&codes.join("\n"));
        let again: Vec<&str> = found.codes.iter().map(|code| code.code.expose()).collect();
        let read = understand(&again.join("\n"));
        proptest::prop_assert_eq!(read.codes.len(), found.codes.len());
        proptest::prop_assert!(codes.iter().all(|code| again.contains(&code.as_str())));
    }
}
