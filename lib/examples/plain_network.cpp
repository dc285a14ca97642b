// One network, one number at a time: what the engine does with sixteen networks in the lanes of the SIMD unit, under
// the same arithmetic contract (lib/arithmetic/README.md), and so to the same bits. The thing to read first.
//
// The contract in three lines: numbers are floats; every sum of products is one chain of fused multiply-adds from its
// initial value, terms in ascending order; random numbers are a pure function of seed, replicate, purpose and counter.

#include <actlab/train.hpp>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace {

using Vector = std::vector<float>;

struct Layer {
  std::size_t inputs, units;
  Vector weights, biases;                 // [unit][input], [unit]
  Vector weight_gradient, bias_gradient;  // summed over the samples of a batch
  Vector x, z, error;                     // of one sample: what it reads, pre-activations, dE/dz
  [[nodiscard]] float weight(std::size_t unit, std::size_t input) const { return weights[unit * inputs + input]; }
};

float relu(float z) { return z > 0 ? z : 0; }

// Philox4x32-10 (Salmon et al. 2011).
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 2> key, std::array<std::uint32_t, 4> c) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
  }
  return c;
}

// Fisher and Yates from the last row down; the purpose "order" of random numbers is 4.
void shuffle(std::vector<std::uint32_t>& order, std::uint32_t seed, std::uint32_t replicate, std::uint32_t epoch) {
  for (std::size_t i = order.size(); i-- > 1;) {
    const auto words = philox({seed, 0}, {static_cast<std::uint32_t>(i / 4), epoch, replicate, 4});
    std::swap(order[i], order[(std::uint64_t{words[i % 4]} * (i + 1)) >> 32]);
  }
}

// z = b + W x; hidden layers put out relu(z), the last one z.
void forward(std::vector<Layer>& network, const double* sample) {
  for (std::size_t l = 0; l < network.size(); ++l) {
    Layer& layer = network[l];
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      layer.x[i] = l == 0 ? static_cast<float>(sample[i]) : relu(network[l - 1].z[i]);
    }
    for (std::size_t u = 0; u < layer.units; ++u) {
      layer.z[u] = layer.biases[u];
      for (std::size_t i = 0; i < layer.inputs; ++i) layer.z[u] = std::fma(layer.x[i], layer.weight(u, i), layer.z[u]);
    }
  }
}

// dE/dz of the last layer is y - t, of a hidden one relu'(z) W^T dE/dz of the next; adds dE/dW = dE/dz x^T, dE/db =
// dE/dz.
void add_gradient(std::vector<Layer>& network, float target) {
  network.back().error[0] = network.back().z[0] - target;
  for (std::size_t l = network.size(); l-- > 0;) {
    Layer& layer = network[l];
    for (std::size_t u = 0; u < layer.units && l + 1 < network.size(); ++u) {
      const Layer& next = network[l + 1];
      float sum = 0;
      for (std::size_t n = 0; n < next.units; ++n) sum = std::fma(next.error[n], next.weight(n, u), sum);
      layer.error[u] = layer.z[u] > 0 ? sum : 0;
    }
    for (std::size_t u = 0; u < layer.units; ++u) {
      for (std::size_t i = 0; i < layer.inputs; ++i) {
        float& sum = layer.weight_gradient[u * layer.inputs + i];
        sum = std::fma(layer.error[u], layer.x[i], sum);
      }
      layer.bias_gradient[u] = std::fma(layer.error[u], 1.0F, layer.bias_gradient[u]);
    }
  }
}

// w = w - r g, g the mean over the batch.
void step(Vector& parameters, Vector& gradient, float rate, std::size_t samples) {
  const float scale = 1.0F / static_cast<float>(samples);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    parameters[i] = std::fma(-rate, gradient[i] * scale, parameters[i]);
  gradient.assign(gradient.size(), 0);
}

std::vector<Layer> network_of(const std::vector<actlab::LayerParameters>& parameters) {
  std::vector<Layer> network;
  for (const actlab::LayerParameters& p : parameters) {
    network.push_back({p.inputs, p.units, Vector(p.weights.begin(), p.weights.end()),
                       Vector(p.biases.begin(), p.biases.end()), Vector(p.weights.size()), Vector(p.units),
                       Vector(p.inputs), Vector(p.units), Vector(p.units)});
  }
  return network;
}

}  // namespace

int main() {
  actlab::Settings settings;
  settings.dataset = "reg-gauss";
  settings.arch = "8-4";
  settings.epochs = 3;
  const auto data = std::make_shared<const actlab::Dataset>(actlab::load_dataset(settings));
  const actlab::ReplicateModel engine = actlab::train(settings, data).model.replicates[5];

  std::vector<Layer> network = network_of(engine.initial);
  const std::vector<double> inputs = data->inputs.values();
  std::vector<std::uint32_t> order = actlab::split_rows(data->rows, {}, 0).train;
  for (std::uint32_t epoch = 1; epoch <= 3; ++epoch) {
    shuffle(order, 1, 5, epoch);
    for (std::size_t begin = 0; begin < order.size(); begin += 10) {
      for (std::size_t i = begin; i < begin + 10; ++i) {
        forward(network, &inputs[2 * order[i]]);
        add_gradient(network, static_cast<float>(data->targets[order[i]]));
      }
      for (Layer& layer : network) {
        step(layer.weights, layer.weight_gradient, 0.03F, 10);
        step(layer.biases, layer.bias_gradient, 0.03F, 10);
      }
    }
  }
  std::size_t different = 0;
  const auto compare = [&](const Vector& own, const std::vector<double>& engines) {
    for (std::size_t i = 0; i < own.size(); ++i) different += static_cast<double>(own[i]) != engines[i] ? 1 : 0;
  };
  for (std::size_t l = 0; l < network.size(); ++l) {
    compare(network[l].weights, engine.trained[l].weights);
    compare(network[l].biases, engine.trained[l].biases);
  }
  std::printf("%zu parameters differ from the engine's after 3 epochs\n", different);
  return different == 0 ? 0 : 1;
}
