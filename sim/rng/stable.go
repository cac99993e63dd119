package rng

import "math"

// The functions below use only + - * / and Sqrt, each product rounded by an
// explicit conversion before it is added: no fused multiply-add can slip in, so
// the bits agree on every platform. Accuracy is tested against package math.

const (
	lnCells = 128
	ln2Hi   = 0x1.62e42fefa38p-01  // the first bits of ln 2: e*ln2Hi is exact
	ln2Lo   = 0x1.ef35793c7673p-45 // and the rest
)

type lnCell struct{ inverse, ln float64 }

// lnTable holds, for the middle c of each of 128 cells of [1,2), 1/c and ln c.
var lnTable = func() (table [lnCells]lnCell) {
	for i := range table {
		c := 1 + float64((float64(i)+0.5)*(1.0/lnCells))
		inverse := 1 / c
		table[i] = lnCell{inverse, atanhLn(1 / inverse)}
	}
	return table
}()

// atanhLn returns ln v for v in [1,2] by its atanh series: slow, for tables only.
func atanhLn(v float64) float64 {
	z := (v - 1) / (v + 1)
	square, power, sum := z*z, z, 0.0
	for k := 1; k < 60; k += 2 {
		sum += power / float64(k)
		power *= square
	}
	return 2 * sum
}

// ln returns the natural logarithm of a positive, normal x.
func ln(x float64) float64 {
	bits := math.Float64bits(x)
	exponent := float64(int64(bits>>52) - 1023)
	mantissa := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	cell := &lnTable[bits>>45&(lnCells-1)]
	r := float64(mantissa*cell.inverse) - 1
	p := 1.0/7 - float64(r*0.125)
	p = 1.0/6 - float64(r*p)
	p = 1.0/5 - float64(r*p)
	p = 1.0/4 - float64(r*p)
	p = 1.0/3 - float64(r*p)
	p = 1.0/2 - float64(r*p)
	p = r - float64(float64(r*r)*p)
	return float64(exponent*ln2Hi) + (cell.ln + (p + float64(exponent*ln2Lo)))
}

// exp returns e^x for |x| <= 700.
func exp(x float64) float64 {
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := (x - float64(k*ln2Hi)) - float64(k*ln2Lo)
	sum := 1.0
	for i := 14; i >= 1; i-- { // Horner on the Taylor series, |r| < 0.35
		sum = 1 + float64(float64(r*sum)/float64(i))
	}
	return sum * math.Float64frombits(uint64(int64(k)+1023)<<52)
}

func poly(x float64, coefficients ...float64) float64 {
	sum := 0.0
	for _, c := range coefficients {
		sum = float64(sum*x) + c
	}
	return sum
}

// quantile is the inverse of the standard normal distribution function.
func quantile(p float64) float64 {
	const low = 0.02425
	if p > 1-low {
		return -quantile(1 - p)
	}
	if p < low {
		q := math.Sqrt(-2 * ln(p))
		return poly(q, -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
			-2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00) /
			poly(q, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
				3.754408661907416e+00, 1)
	}
	q := p - 0.5
	r := q * q
	return q * poly(r, -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
		1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00) /
		poly(r, -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
			6.680131188771972e+01, -1.328068155288572e+01, 1)
}
