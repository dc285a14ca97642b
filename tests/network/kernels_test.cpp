#include "network/kernels.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/aligned.hpp"
#include "network/loss.hpp"

using namespace actlab;

namespace {

// One row of outputs or targets, the same in every lane.
arithmetic::AlignedVector<float> in_every_lane(std::initializer_list<float> row, std::size_t lanes) {
  arithmetic::AlignedVector<float> out;
  for (const float value : row) out.insert(out.end(), lanes, value);
  return out;
}

}  // namespace

TEST_CASE("The cross-entropy of outputs far from 0 neither overflows nor vanishes") {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    const Kernels<float>& vector_code = kernels<float>(target);
    const auto z = in_every_lane({200, 203, -500}, vector_code.lanes);
    const auto t = in_every_lane({1, 0, 0}, vector_code.lanes);
    arithmetic::AlignedVector<double> sum(vector_code.lanes, 0.0);
    vector_code.losses[loss_index("cross_entropy")].add(z.data(), z.data(), t.data(), 1, 3, sum.data());
    for (const double loss : sum) CHECK(loss == Approx(3 + std::log1p(std::exp(-3.0))).epsilon(1e-6));
  }
}

TEST_CASE("Of equal outputs the first class is said") {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    const Kernels<float>& vector_code = kernels<float>(target);
    const auto y = in_every_lane({0.2F, 0.4F, 0.4F}, vector_code.lanes);
    for (const std::size_t chosen : {0U, 1U, 2U}) {
      const auto t =
          in_every_lane({chosen == 0 ? 1.0F : 0, chosen == 1 ? 1.0F : 0, chosen == 2 ? 1.0F : 0}, vector_code.lanes);
      arithmetic::AlignedVector<double> right(vector_code.lanes, 0.0);
      vector_code.classes_right(y.data(), t.data(), 0.5F, 1, 3, right.data());
      for (const double count : right) CHECK(count == (chosen == 1 ? 1 : 0));
    }
  }
}
