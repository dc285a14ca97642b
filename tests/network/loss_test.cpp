#include "network/loss.hpp"

#include <catch2/catch.hpp>

using namespace actlab;

namespace {

double threshold(const char* output, const char* loss) {
  return decision_threshold(parse_activation(output, "t"), losses()[loss_index(loss)]);
}

}  // namespace

TEST_CASE("A class is said to be there half-way between its encoded targets") {
  CHECK(threshold("sigmoid", "squared") == 0.5);
  CHECK(threshold("hard_sigmoid", "squared") == 0.5);
  CHECK(threshold("tanh", "squared") == 0);
  CHECK(threshold("log_softmax", "negative_log_likelihood") == 0.5);
  CHECK(threshold("2*sigmoid(x)-1", "squared") == 0);
}
