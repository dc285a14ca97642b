#include "training/diagnostics.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

#include "activation/curve.hpp"
#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

constexpr double flat_share = 0.01;  // of the largest slope
constexpr double slope_range = 3;    // where the largest slope is looked for
constexpr int slope_points = 601;
constexpr std::size_t widest_ranked = 256;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool has_slopes(const ActivationSpec& activation) {
  return activation.info().kind == ActivationKind::elementwise || activation.info().kind == ActivationKind::sloped;
}

// The largest |f'| on [-3, 3], with what is learned at its first values.
double largest_slope(const ActivationSpec& activation) {
  std::vector<double> z;
  for (int i = 0; i < slope_points; ++i) z.push_back(slope_range * (2.0 * i / (slope_points - 1) - 1));
  double largest = 0;
  for (const double s : activation_curve<double>(activation, z, arithmetic::best_target()).slope) {
    if (std::abs(s) > largest) largest = std::abs(s);
  }
  return largest;
}

// exp of the entropy of the singular values' shares; they are the roots of the eigenvalues of A^T A.
double effective_rank(const std::vector<double>& gram, std::size_t units) {
  Eigen::MatrixXd matrix(units, units);
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      if (!std::isfinite(gram[i * units + j])) return nan;
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = gram[i * units + j];
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix, Eigen::EigenvaluesOnly);
  std::vector<double> singular;
  double sum = 0;
  for (std::size_t i = 0; i < units; ++i) {
    singular.push_back(std::sqrt(std::max(0.0, solver.eigenvalues()(static_cast<Eigen::Index>(i)))));
    sum += singular.back();
  }
  if (sum == 0) return 0;
  double entropy = 0;
  for (const double value : singular) {
    const double share = value / sum;
    if (share > 0) entropy -= share * arithmetic::log(share);
  }
  return arithmetic::exp(entropy);
}

}  // namespace

template <class T>
struct Diagnostics<T>::Layer {
  bool slopes = false;
  bool ranked = false;
  arithmetic::AlignedVector<T> shift;
  arithmetic::AlignedVector<double> sum, squares, zeros, saturated, error_squares, gradient_squares, weight_squares;
  arithmetic::AlignedVector<T> nonzero, moving;  // [units][lanes]
  arithmetic::AlignedVector<double> gram;        // [units][units][lanes]
};

template <class T>
Diagnostics<T>::Diagnostics(std::size_t loss, const TrainingData<T>& data, Layout layout)
    : loss_(loss), data_(data), layout_(layout), kernels_(kernels<T>(layout)) {}

template <class T>
void Diagnostics<T>::load(const Network<T>& trained) {
  if (!network_) {
    network_ = make_network<T>(layout_, trained.shape(), loss_);
    for (const LayerShape& layer : trained.shape().layers) {
      flat_.push_back(has_slopes(layer.activation) ? static_cast<T>(flat_share * largest_slope(layer.activation))
                                                   : T{0});
    }
  }
  std::copy_n(trained.parameters(), trained.parameter_count() * trained.lanes(), network_->parameters());
}

template <class T>
void Diagnostics<T>::tally(std::size_t rows, bool first, std::vector<Layer>& layers) {
  const std::size_t lanes = network_->lanes();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    Layer& layer = layers[l];
    const LayerShape& shape = network_->shape().layers[l];
    const T* a = network_->layer_output(l + 1);
    if (first) layer.shift.assign(a, a + lanes);
    kernels_.tally(a, layer.slopes ? network_->layer_slopes(l) : nullptr, flat_[l], rows, shape.units,
                   {layer.shift.data(), layer.sum.data(), layer.squares.data(), layer.zeros.data(),
                    layer.saturated.data(), layer.nonzero.data(), layer.moving.data()});
    kernels_.add_squares(network_->layer_error(l), rows * shape.pre_activations, layer.error_squares.data());
    if (layer.ranked) kernels_.add_gram(a, rows, shape.units, layer.gram.data());
  }
}

template <class T>
LayerRow Diagnostics<T>::row_of(const Layer& layer, std::size_t l, std::size_t lane) const {
  const std::size_t lanes = network_->lanes();
  const LayerShape& shape = network_->shape().layers[l];
  const auto samples = static_cast<double>(part_rows(data_, Part::train));
  const double values = samples * static_cast<double>(shape.units);
  double dead = 0;
  for (std::size_t unit = 0; unit < shape.units; ++unit) {
    const std::size_t i = unit * lanes + lane;
    if (layer.nonzero[i] == 0 || (layer.slopes && layer.moving[i] == 0)) ++dead;
  }
  const double shifted_mean = layer.sum[lane] / values;
  const double variance = layer.squares[lane] / values - shifted_mean * shifted_mean;
  LayerRow row{
      .replicate = static_cast<std::uint32_t>(lane),
      .epoch = 0,
      .layer = static_cast<std::uint32_t>(l + 1),
      .activation_mean = static_cast<double>(layer.shift[lane]) + shifted_mean,
      .activation_sd = variance > 0 ? std::sqrt(variance) : 0.0 * variance,
      .zero_fraction = layer.zeros[lane] / values,
      .dead_fraction = dead / static_cast<double>(shape.units),
      .saturated_fraction = layer.slopes ? layer.saturated[lane] / values : nan,
      .gradient_rms = std::sqrt(layer.error_squares[lane] / (samples * static_cast<double>(shape.pre_activations))),
      .weight_gradient_norm = std::sqrt(layer.gradient_squares[lane]) / samples,
      .weight_norm = std::sqrt(layer.weight_squares[lane]),
      .effective_rank = nan};
  if (!layer.ranked) return row;
  std::vector<double> gram(shape.units * shape.units);
  for (std::size_t i = 0; i < gram.size(); ++i) gram[i] = layer.gram[i * lanes + lane];
  row.effective_rank = effective_rank(gram, shape.units);
  return row;
}

template <class T>
std::vector<LayerRow> Diagnostics<T>::measure(const Network<T>& trained, std::size_t count) {
  load(trained);
  const std::size_t lanes = network_->lanes();
  std::vector<Layer> layers(network_->shape().layers.size());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const LayerShape& shape = network_->shape().layers[l];
    Layer& layer = layers[l];
    layer.slopes = has_slopes(shape.activation);
    layer.ranked = shape.units <= widest_ranked;
    for (auto* numbers : {&layer.sum, &layer.squares, &layer.zeros, &layer.saturated, &layer.error_squares,
                          &layer.gradient_squares, &layer.weight_squares}) {
      numbers->assign(lanes, 0.0);
    }
    layer.nonzero.assign(shape.units * lanes, T{0});
    layer.moving.assign(shape.units * lanes, T{0});
    layer.gram.assign(layer.ranked ? shape.units * shape.units * lanes : 0, 0.0);
  }
  const std::size_t samples = part_rows(data_, Part::train);
  for (std::size_t begin = 0; begin < samples; begin += network_->block_rows()) {
    const std::size_t rows = std::min(network_->block_rows(), samples - begin);
    load_part(*network_, data_, kernels_, Part::train, begin, rows);
    network_->forward_for_gradient(rows, nullptr);
    network_->add_gradient(rows, begin == 0);
    tally(rows, begin == 0, layers);
  }
  std::vector<LayerRow> out;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const std::size_t begin = network_->weights_begin(l);
    const std::size_t weights = network_->biases_begin(l) - begin;
    kernels_.add_squares(network_->gradient() + begin * lanes, weights, layers[l].gradient_squares.data());
    kernels_.add_squares(network_->parameters() + begin * lanes, weights, layers[l].weight_squares.data());
  }
  for (std::size_t lane = 0; lane < count; ++lane) {
    for (std::size_t l = 0; l < layers.size(); ++l) out.push_back(row_of(layers[l], l, lane));
  }
  return out;
}

template <class T>
void Diagnostics<T>::add_histograms(const Network<T>& trained, const std::vector<std::size_t>& lanes,
                                    std::vector<ActivationHistogram>& layers) {
  load(trained);
  layers.resize(network_->shape().layers.size());
  constexpr double inner_bins = ActivationHistogram::bins - 2;
  const std::size_t samples = part_rows(data_, Part::train);
  for (std::size_t begin = 0; begin < samples; begin += network_->block_rows()) {
    const std::size_t rows = std::min(network_->block_rows(), samples - begin);
    load_part(*network_, data_, kernels_, Part::train, begin, rows);
    network_->forward(rows);
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const T* a = network_->layer_output(l + 1);
      for (std::size_t i = 0; i < rows * network_->shape().layers[l].units; ++i) {
        for (const std::size_t lane : lanes) {
          const auto value = static_cast<double>(a[i * network_->lanes() + lane]);
          if (std::isnan(value)) continue;
          const double place = std::floor((value - ActivationHistogram::low) * (1 / ActivationHistogram::width));
          ++layers[l].counts[static_cast<std::size_t>(std::clamp(place, -1.0, inner_bins) + 1)];
        }
      }
    }
  }
}

template class Diagnostics<float>;
template class Diagnostics<double>;

}  // namespace actlab
