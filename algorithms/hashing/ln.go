package hashing

import "math"

// lnUnit returns the natural logarithm of u for 0 < u <= 1, bit for bit the same
// on every processor, which math.Log is not. Its error is below 4e-16 relative.
//
// With u = m·2^k and sqrt(1/2) <= m < sqrt(2), ln u = k·ln 2 + 2·atanh(s) where
// s = (m-1)/(m+1), |s| < 0.172: eleven terms of the series reach 2^-60.
func lnUnit(u float64) float64 {
	bits := math.Float64bits(u)
	k := int64(bits>>52) - 1023
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	if m >= math.Sqrt2 {
		m, k = m/2, k+1
	}
	s := (m - 1) / (m + 1)
	s2 := float64(s * s)
	sum := 1.0 / 23
	for i := 21; i >= 3; i -= 2 {
		sum = 1/float64(i) + float64(sum*s2)
	}
	series := float64(float64(s2*sum) * s)
	return float64(float64(k)*math.Ln2) + float64(2*(s+series))
}
