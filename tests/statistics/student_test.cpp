#include "statistics/student.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <utility>
#include <vector>

using namespace actlab;

// References of this file: mpmath with 40 digits, from the incomplete beta function and the inverse error function.

TEST_CASE("Quantiles of Student's t are those of tables, from one degree of freedom to very many") {
  constexpr std::array<double, 5> p{0.6, 0.9, 0.975, 0.9975, 0.999975};
  const std::vector<std::pair<double, std::array<double, 5>>> rows{
      {1,
       {0.32491969623290632615, 3.0776835371752534026, 12.706204736174704646, 127.32133646887214556,
        12732.395421171687892}},
      {2,
       {0.28867513459481288225, 1.8856180831641267317, 4.3026527297494638523, 14.089047275555294983,
        141.41605288120692073}},
      {3,
       {0.27667066233268991054, 1.6377443536962101055, 3.1824463052837095927, 7.4533185051506253267,
        35.297919449815127899}},
      {15,
       {0.25788530093726113043, 1.340605607850455564, 2.1314495455597756821, 3.2860385709462241631,
        5.606985349438624585}},
      {127,
       {0.25387848558786884211, 1.2882531090393640646, 1.9788195347028541998, 2.8569052199591422809,
        4.1992628735880819109}},
      {1000,
       {0.25341451583949876477, 1.2823987214609244373, 1.962339080826408485, 2.813277860485545971,
        4.0733863272831723778}},
      {100000,
       {0.25334777715717994299, 1.2815600314493610141, 1.9599877075346096386, 2.8070960818387371983,
        4.0558038955280452229}}};
  for (const auto& [degrees, quantiles] : rows) {
    for (std::size_t i = 0; i < p.size(); ++i) {
      INFO("degrees " << degrees << ", p " << p[i]);
      CHECK(student_quantile(p[i], degrees) == Approx(quantiles[i]).epsilon(1e-10));
    }
  }
}

TEST_CASE("Quantiles and probabilities of Student's t undo one another, and mirror") {
  for (const double degrees : {1.0, 2.5, 7.0, 40.0, 5000.0}) {
    for (const double p : {1e-12, 1e-5, 0.01, 0.3, 0.4999, 0.5}) {
      CHECK(student_probability(student_quantile(p, degrees), degrees) == Approx(p).epsilon(1e-11));
      CHECK(student_quantile(1 - p, degrees) == Approx(-student_quantile(p, degrees)).epsilon(1e-4));
    }
  }
  CHECK(student_probability(0, 3) == 0.5);
  CHECK(student_probability(0.001, 3) == Approx(0.50036755251526953096).epsilon(1e-14));
  CHECK(student_probability(0.5, 1) == Approx(0.64758361765043327418).epsilon(1e-13));
  CHECK(student_probability(2.5, 7) == Approx(0.97950389070712355156).epsilon(1e-13));
  CHECK(student_probability(-4, 15.5) == Approx(0.00054624034411478415794).epsilon(1e-12));
  CHECK(student_probability(1, 100000) == Approx(0.84134353621794499086).epsilon(1e-11));
  CHECK(student_probability(-1e150, 1) == Approx(1e-150 / 3.14159265358979324).epsilon(1e-12));
  CHECK(std::isnan(student_quantile(0, 3)));
  CHECK(std::isnan(student_quantile(1, 3)));
}

TEST_CASE("Quantiles of the normal distribution have twelve digits, far into the tails") {
  CHECK(normal_quantile(0.5) == Approx(0).margin(1e-15));
  CHECK(normal_quantile(0.6) == Approx(0.2533471031357997988).epsilon(1e-12));
  CHECK(normal_quantile(0.975) == Approx(1.9599639845400542355).epsilon(1e-12));
  CHECK(normal_quantile(0.999975) == Approx(4.0556269811224011985).epsilon(1e-12));
  CHECK(normal_quantile(1e-20) == Approx(-9.262340089798409).epsilon(1e-12));
  CHECK(normal_quantile(1e-300) == Approx(-37.0470962993612).epsilon(1e-12));
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
  CHECK(std::isnan(normal_quantile(1)));
}
