//! The order of tokens: a list of names beside them.

use std::collections::{HashMap, VecDeque};

use crate::blocks::json::Json;

/// The place of each of `count` tokens in the list `order`; those that it does not name follow in the order of the
/// file.
///
/// `names` says which token a name stands for. Names without a token are ignored; where a name stands for several,
/// each mention takes the next of them.
pub(super) fn places(
    count: usize,
    names: impl IntoIterator<Item = (String, usize)>,
    order: Option<&[Json]>,
) -> Vec<usize> {
    let mut by_name: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (name, token) in names {
        by_name.entry(name).or_default().push_back(token);
    }
    let mut places = vec![None; count];
    let mut next = 0_usize;
    let mut take = |token: usize| match places.get_mut(token) {
        Some(place @ None) => {
            *place = Some(next);
            next += 1;
            true
        }
        Some(Some(_)) | None => false,
    };
    for name in order.unwrap_or_default().iter().filter_map(Json::as_text) {
        if let Some(tokens) = by_name.get_mut(name) {
            while tokens.pop_front().is_some_and(|token| !take(token)) {}
        }
    }
    for token in 0..count {
        take(token);
    }
    places.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_ones_come_first() {
        let order = Json::parse(r#"["c","x","a","a","a",7]"#).unwrap();
        let names = [("a", 0), ("b", 1), ("c", 2), ("a", 3), ("a", 2)].map(|(name, token)| (name.to_owned(), token));
        assert_eq!(places(4, names, order.as_list()), [1, 3, 0, 2]);
        assert_eq!(places(2, [], None), [0, 1]);
    }
}
