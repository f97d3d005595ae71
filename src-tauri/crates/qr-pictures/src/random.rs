//! Numbers that look random and are the same for the same seed: splitmix64 (Steele, Lea, Flood 2014).

/// A source of numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of one picture: `stream` tells pictures of the same seed apart.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ stream.wrapping_mul(0xd1b5_4a32_d192_ed03));
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number from `low` to below `high`.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A whole number from `low` to `high`, both among them.
    pub(crate) fn whole(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        low + (self.next() % span) as i32
    }

    /// Whether a thing happens that happens so often.
    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.next() % choices.len() as u64) as usize]
    }

    /// Roughly normal, with a standard deviation of 1: the sum of four even numbers.
    pub(crate) fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.unit()).sum::<f32>().mul_add(1.732, -3.464)
    }

    /// A colour whose brightness (ITU-R BT.709) is in a range.
    pub(crate) fn colour(&mut self, darkest: f32, lightest: f32) -> [f32; 3] {
        loop {
            let colour = [self.between(0.0, 255.0), self.between(0.0, 255.0), self.between(0.0, 255.0)];
            let brightness = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
            if (darkest..=lightest).contains(&brightness) {
                return colour;
            }
        }
    }
}
