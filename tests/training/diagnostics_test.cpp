#include "training/diagnostics.hpp"
#include "training/parameters.hpp"

#include <Eigen/SVD>
#include <catch2/catch.hpp>
#include <cmath>

#include "network/initializer.hpp"
#include "network/reference.hpp"
#include "training/prepared.hpp"
#include "training/trainer.hpp"

using namespace actlab;
using test::prepare;
using test::Prepared;

namespace {

std::vector<LayerRow> rows_at_the_beginning(const Prepared& prepared, std::size_t replicates) {
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, replicates);
  std::vector<LayerRow> rows;
  TrainingWatch watch;
  watch.every = 1000;
  watch.layers = [&](const LayerRow& row) {
    if (row.epoch == 0) rows.push_back(row);
  };
  trainer.run(watch);
  return rows;
}

test::ReferenceNetwork reference_of(const Prepared& prepared, const std::vector<LayerParameters>& layers) {
  test::ReferenceNetwork network;
  network.loss = prepared.settings.loss;
  const NetworkShape& shape = prepared.plan.shape;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto units = static_cast<Eigen::Index>(layers[l].units);
    const auto inputs = static_cast<Eigen::Index>(layers[l].inputs);
    network.layers.push_back({Eigen::Map<const RowMajor>(layers[l].weights.data(), units, inputs),
                              Eigen::Map<const Eigen::VectorXd>(layers[l].biases.data(), units), shape.layers[l].units,
                              std::string(shape.layers[l].activation.info().name)});
  }
  return network;
}

double rank_of(const Eigen::MatrixXd& activations) {
  const Eigen::VectorXd singular = Eigen::JacobiSVD<Eigen::MatrixXd>(activations).singularValues();
  double entropy = 0;
  for (const double s : singular) {
    const double share = s / singular.sum();
    if (share > 0) entropy -= share * std::log(share);
  }
  return std::exp(entropy);
}

}  // namespace

TEST_CASE("A layer's numbers are those of their definitions") {
  Settings settings;
  settings.dataset = "rings";
  settings.samples = 80;
  settings.arch = "6-5";
  settings.bias_init = "0.1";
  settings.epochs = 0;
  for (const char* activation : {"relu", "tanh", "maxout", "sigmoid"}) {
    CAPTURE(activation);
    settings.activation = activation;
    const Prepared prepared = prepare(settings);
    Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 3);
    const std::vector<LayerRow> rows = rows_at_the_beginning(prepared, 3);
    REQUIRE(rows.size() == 9);
    const auto& split = prepared.data.view(0).split.train;
    const auto samples = static_cast<Eigen::Index>(split.size());
    Eigen::MatrixXd inputs(2, samples);
    Eigen::MatrixXd targets(3, samples);
    for (Eigen::Index i = 0; i < samples; ++i) {
      const std::uint32_t row = split[static_cast<std::size_t>(i)];
      inputs.col(i) = Eigen::Map<const Eigen::VectorXd>(prepared.data.inputs.data() + 2 * row, 2);
      targets.col(i) = Eigen::Map<const Eigen::VectorXd>(prepared.data.targets.data() + 3 * row, 3);
    }
    for (std::size_t lane = 0; lane < 3; ++lane) {
      test::ReferenceNetwork network = reference_of(prepared, extract_parameters(trainer.network(), lane));
      network.forward(inputs);
      const auto gradients = network.gradients(targets);
      for (std::size_t l = 0; l < 3; ++l) {
        const LayerRow& row = rows[3 * lane + l];
        CAPTURE(lane, l);
        const Eigen::ArrayXXd a = network.a[l + 1].array();
        CHECK(row.replicate == lane);
        CHECK(row.layer == l + 1);
        CHECK(row.activation_mean == Approx(a.mean()).margin(1e-12));
        CHECK(row.activation_sd == Approx(std::sqrt((a - a.mean()).square().mean())));
        CHECK(row.zero_fraction == Approx((a == 0).cast<double>().mean()).margin(1e-15));
        CHECK(row.weight_norm == Approx(network.layers[l].weights.norm()));
        CHECK(row.weight_gradient_norm == Approx(gradients[l].weights.norm() / static_cast<double>(samples)));
        CHECK(row.gradient_rms ==
              Approx(std::sqrt(network.deltas[l].squaredNorm() / static_cast<double>(network.deltas[l].size()))));
        CHECK(row.effective_rank == Approx(rank_of(network.a[l + 1])).epsilon(1e-6));
        double dead = 0;
        for (Eigen::Index unit = 0; unit < a.rows(); ++unit) dead += (a.row(unit) == 0).all();
        if (std::string(activation) == "relu" && l < 2)
          CHECK(row.dead_fraction == dead / static_cast<double>(a.rows()));
        if (std::string(activation) == "relu" && l < 2) CHECK(row.saturated_fraction == row.zero_fraction);
        if (std::string(activation) == "maxout" && l < 2) CHECK(std::isnan(row.saturated_fraction));
      }
    }
  }
}

TEST_CASE("Units that are zero or flat for every training sample are dead, for relu and for sigmoid") {
  Settings settings;
  settings.dataset = "circle";
  settings.samples = 60;
  settings.arch = "4";
  settings.bias_init = "-100";
  settings.epochs = 0;
  for (const char* activation : {"relu", "sigmoid", "tanh"}) {
    CAPTURE(activation);
    settings.activation = activation;
    const LayerRow row = rows_at_the_beginning(prepare(settings), 1).front();
    CHECK(row.dead_fraction == 1);
    CHECK(row.saturated_fraction == 1);
    CHECK(row.zero_fraction == (std::string(activation) == "relu" ? 1 : 0));
    CHECK(row.activation_sd == Approx(0).margin(1e-12));
  }
  settings.bias_init = "0";
  settings.activation = "tanh";
  CHECK(rows_at_the_beginning(prepare(settings), 1).front().dead_fraction == 0);
}

TEST_CASE("Layers that are linear have the rank of the data") {
  Settings settings;
  settings.dataset = "circle";
  settings.samples = 60;
  settings.arch = "8-8-8";
  settings.activation = "identity";
  settings.epochs = 0;
  for (const LayerRow& row : rows_at_the_beginning(prepare(settings), 2)) CHECK(row.effective_rank <= 2.0001);
  settings.activation = "tanh";
  CHECK(rows_at_the_beginning(prepare(settings), 2)[2].effective_rank > 2.1);
}

TEST_CASE("A histogram counts every activation of every sample once") {
  Settings settings;
  settings.dataset = "circle";
  settings.samples = 60;
  settings.arch = "4-3";
  settings.activation = "relu";
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 3);
  std::vector<ActivationHistogram> layers;
  trainer.add_histograms(layers);
  REQUIRE(layers.size() == 3);
  const std::size_t units[] = {4, 3, 1};
  for (std::size_t l = 0; l < 3; ++l) {
    std::uint64_t total = 0;
    for (const std::uint64_t count : layers[l].counts) total += count;
    CHECK(total == 30 * units[l] * 3);
  }
  for (std::size_t bin = 0; bin < 51; ++bin) CHECK(layers[0].counts[bin] == 0);
  CHECK(layers[0].counts[51] > 0);
}
