//! The order of tokens: a list of names beside them.

use std::collections::{HashMap, VecDeque};

use crate::blocks::json::Json;

/// The numbers 0 to `count` in the order of the list `order`, then the rest.
///
/// `names` says which number a name stands for. Names without a number are ignored; where a name stands for
/// several, each mention takes the next of them.
pub(super) fn ordered(
    count: usize,
    names: impl IntoIterator<Item = (String, usize)>,
    order: Option<&[Json]>,
) -> Vec<usize> {
    let mut by_name: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (name, number) in names {
        by_name.entry(name).or_default().push_back(number);
    }
    let mut is_taken = vec![false; count];
    let mut ordered = Vec::with_capacity(count);
    let mut take = |number: usize| match is_taken.get_mut(number) {
        Some(taken) if !*taken => {
            *taken = true;
            ordered.push(number);
            true
        }
        Some(_) | None => false,
    };
    for name in order.unwrap_or_default().iter().filter_map(Json::as_text) {
        if let Some(numbers) = by_name.get_mut(name) {
            while numbers.pop_front().is_some_and(|number| !take(number)) {}
        }
    }
    for number in 0..count {
        take(number);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_ones_come_first() {
        let order = Json::parse(r#"["c","x","a","a","a",7]"#).unwrap();
        let names = [("a", 0), ("b", 1), ("c", 2), ("a", 3), ("a", 2)].map(|(name, number)| (name.to_owned(), number));
        assert_eq!(ordered(4, names, order.as_list()), [2, 0, 3, 1]);
        assert_eq!(ordered(2, [], None), [0, 1]);
    }
}
